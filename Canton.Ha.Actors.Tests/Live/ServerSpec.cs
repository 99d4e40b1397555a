using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The database goes away for all replicas at once, and comes back.</summary>
[Collection(AppendingReplicasTests.Name)]
public sealed class ServerSpec(AppendingReplicas replicas, ITestOutputHelper output)
{
    [Theory]
    [InlineData(StopMode.Fast)]
    [InlineData(StopMode.Immediate)]
    public Task Nobody_is_active_while_the_server_is_down_and_somebody_is_soon_after_its_restart(StopMode mode) =>
        replicas.TellAsync(output, Workload.Short, async active =>
        {
            var before = await active.FirstClaimAsync();
            await replicas.Rows.GrowAsync(before.Term);

            await replicas.Server.StopAsync(mode);
            await NobodyIsActiveAsync();
            await replicas.Server.StartAgainAsync();

            await EverybodyIsBackAsync(before.Term);
        });

    [Fact]
    public Task Nobody_is_active_while_the_server_is_read_only_and_the_replicas_say_why() => replicas.TellAsync(output, Workload.Short, async active =>
    {
        var before = await active.FirstClaimAsync();
        await replicas.Rows.GrowAsync(before.Term);

        await replicas.ExecuteAsync("alter system set default_transaction_read_only = on");
        try
        {
            await replicas.ExecuteAsync("select pg_reload_conf()");
            await NobodyIsActiveAsync();
            await Eventually.BecomesTrueAsync(
                "a replica says that the server is read-only", async () => (await active.GetTextAsync()).Contains("read-only", StringComparison.Ordinal), Bounds.Back);
            (await replicas.TerminateAsync("%", "'main', 'presence', 'write'")).Should().BePositive();
            await NobodyIsActiveAsync();
        }
        finally
        {
            await replicas.ExecuteAsync("alter system reset default_transaction_read_only");
            await replicas.ExecuteAsync("select pg_reload_conf()");
        }

        await EverybodyIsBackAsync(before.Term);
    });

    private Task NobodyIsActiveAsync() => Eventually.BecomesTrueAsync(
        "no replica is active",
        async () => (await Task.WhenAll(replicas.Set.Replicas.Nodes.Select(node => node.GetStatusAsync()))).All(status => status == 503),
        Bounds.Takeover);

    private async Task EverybodyIsBackAsync(long before)
    {
        var active = await replicas.Set.Replicas.ActiveAfterAsync(before, Bounds.Takeover);
        await replicas.Rows.GrowAsync((await active.FirstClaimAsync()).Term);
        foreach (var node in replicas.Set.Replicas.Nodes)
            await node.BecomesReadyAsync(Bounds.Back);
    }
}
