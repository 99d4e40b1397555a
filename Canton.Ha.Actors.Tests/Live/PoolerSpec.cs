using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>A node is pointed at a connection pooler.</summary>
public sealed class PoolerSpec(SharedPostgres postgres) : IClassFixture<SharedPostgres>
{
    [Fact]
    public async Task A_node_behind_a_pooler_in_transaction_mode_ends_with_code_2_and_says_why()
    {
        var storage = await postgres.CreateDatabaseAsync();
        await using var bouncer = await PgBouncer.StartAsync(storage, "extra_float_digits,options");
        await using var replicas = new ReplicaSet(ReplicaSet.Postgres(storage with { Port = bouncer.Port }), "participant1");

        var node = replicas.Start("participant1");

        await node.WaitForLineAsync("has stopped for good", Bounds.Start);
        (await node.WaitForExitAsync(Bounds.Takeover)).Should().Be(2, "nothing has to be handed over");
        node.Log.Should().ContainMatch("*participant1 has stopped for good: A connection pooler stands between this replica and the database on*connect to the server directly.");
        (await postgres.Server.ReadAsync<bool>(storage.Database, "select to_regclass('canton_ha.term') is null")).Should().BeTrue();
    }
}
