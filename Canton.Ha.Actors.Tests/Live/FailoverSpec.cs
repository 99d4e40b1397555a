using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Three replicas in processes of their own on a real PostgreSQL: another one takes over from whatever befalls the active one.</summary>
[Collection(SharedPostgresTests.Name)]
public sealed class FailoverSpec(SharedPostgres postgres, ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(Signals.Kill)]
    [InlineData(Signals.Stop)]
    [InlineData(Signals.Terminate)]
    public async Task Another_replica_takes_over_when_the_active_one_gets(int signal)
    {
        await using var replicas = await ThreeReplicasAsync();
        var active = await replicas.StartAsync();
        try
        {
            active.Signal(signal);
            var successor = await replicas.SuccessorAsync(active, Limit);
            successor.Name.Should().NotBe(active.Name);
        }
        finally
        {
            foreach (var node in replicas.Nodes)
                output.WriteLine($"--- {node.Name}{Environment.NewLine}{string.Join(Environment.NewLine, node.Log)}");
        }
    }

    [Fact]
    public async Task Set_passive_goes_around_ten_times()
    {
        await using var replicas = await ThreeReplicasAsync();
        var active = await replicas.StartAsync();
        for (var round = 0; round < 10; round++)
        {
            await active.TypeAsync($"{active.Name}.replication.set_passive()");
            active = await replicas.SuccessorAsync(active, Limit);
        }

        foreach (var node in replicas.Nodes)
            output.WriteLine($"--- {node.Name}{Environment.NewLine}{string.Join(Environment.NewLine, node.Log)}");
    }

    private async Task<ReplicaSet> ThreeReplicasAsync() =>
        new(ReplicaSet.Postgres(await postgres.CreateDatabaseAsync()), "participant1", "participant2", "participant3");
}
