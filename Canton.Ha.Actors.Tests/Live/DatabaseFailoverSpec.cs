using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The database itself fails over to a streaming standby, and its old primary comes back as a stranger that takes writes.</summary>
public sealed class DatabaseFailoverSpec(ITestOutputHelper output)
{
    private const string Database = "canton";
    private const string Old = "127.0.0.2";
    private const string New = "127.0.0.3";

    [Fact]
    public async Task Replicas_follow_the_database_to_its_promoted_standby_and_never_turn_to_the_old_primary()
    {
        await using var primary = await PostgresServer.StartAsync(Old, isDurable: false);
        var storage = await primary.CreateDatabaseAsync(Database) with { Hosts = [Old, New] };
        await using var standby = await primary.StartStandbyAsync(New);
        await using var set = await AppendingSet.CreateAsync(primary, storage, "participant1", "participant2");
        var rows = new AppendedRows(standby, Database);
        await set.Replicas.StartAsync();

        await set.Replicas.TellAsync(output, async active =>
        {
            set.Work(Workload.Short);
            var before = await active.FirstClaimAsync();
            await rows.GrowAsync(before.Term);
            await primary.KillAsync();
            await standby.PromoteAsync();
            var claim = await NextAsync(set.Replicas, rows, before.Term);

            await primary.StartAgainAsync();
            var stranded = await set.Rows.CountAsync();

            await standby.RestartAsync(StopMode.Fast);
            claim = await NextAsync(set.Replicas, rows, claim.Term);
            await LoseAndRestartAsync(set.Replicas);
            await NextAsync(set.Replicas, rows, claim.Term);

            (await set.Rows.CountAsync()).Should().Be(stranded, "nobody writes to a primary that was left behind");
            (await primary.ReadAsync<long>(Database, "select max(term) from canton_ha.term")).Should().Be(before.Term);
            await Eventually.BecomesTrueAsync("nobody stays on the old primary", async () => await SessionsAsync(primary) == 0, Bounds.Back);
            await rows.ShouldLieInTheirTermsAsync();
        });
    }

    private static async Task<ReplicaClaim> NextAsync(ReplicaSet replicas, AppendedRows rows, long before)
    {
        var active = await replicas.ActiveAfterAsync(before, Bounds.Takeover);
        var claim = await active.FirstClaimAsync();
        await rows.GrowAsync(claim.Term);
        return claim;
    }

    /// <summary>Every process is a new one that has seen nothing yet, and the stranger is the first host in its list.</summary>
    private static async Task LoseAndRestartAsync(ReplicaSet replicas)
    {
        foreach (var node in replicas.Nodes.ToList())
        {
            node.Signal(Signals.Kill);
            await node.WaitForExitAsync(Bounds.Stop);
        }

        foreach (var name in replicas.Names)
            replicas.Start(name);
        await replicas.ActiveAsync(Bounds.Start);
    }

    private static Task<long> SessionsAsync(PostgresServer server) => server.ReadAsync<long>(
        Database, "select count(*) from pg_stat_activity where application_name like 'canton-ha/%'");
}
