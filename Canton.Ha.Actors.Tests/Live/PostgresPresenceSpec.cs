using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public class PostgresPresenceSpec(SharedPostgres postgres) : IAsyncLifetime
{
    private StorageSettings.Postgres _storage = null!;

    public async Task InitializeAsync() => _storage = await postgres.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Shows_who_is_there_who_leads_and_the_newest_term()
    {
        var one = Replica("one");
        var addresses = new ReplicaAddresses("127.0.0.1:7000", "127.0.0.1:7002", "127.0.0.1:7001");
        await using var presence = await one.OpenPresenceAsync(addresses);
        await using var other = await Replica("two").OpenPresenceAsync();
        (await presence.ReadAsync(default)).Should().BeEquivalentTo(
            new { Replicas = new[] { new RosterEntry("one", addresses), new RosterEntry("two", ReplicaAddresses.None) }, Leader = (string?)null, Newest = (TermRecord?)null });

        await using var term = await one.TakeTermAsync();
        await using var pool = await one.WritePools().OpenAsync(term.Term, default);

        var roster = await other.ReadAsync(default);
        roster.Leader.Should().Be("one");
        roster.Newest.Should().BeEquivalentTo(new { Term = term.Term.Number, Replica = "one", Cause = "first start", ActiveAt = (DateTimeOffset?)null });
    }

    [Fact]
    public async Task Lists_a_replica_as_long_as_its_session_lives()
    {
        await using var staying = await Replica("staying").OpenPresenceAsync();
        var leaving = await Replica("leaving").OpenPresenceAsync();
        (await staying.ReadAsync(default)).Others("staying").Should().ContainSingle();

        await leaving.DisposeAsync();

        await Eventually.BecomesTrueAsync("one is left", async () => (await staying.ReadAsync(default)).Replicas is [{ Replica: "staying" }], Bounds.Back);
    }

    [Fact]
    public async Task Wakes_the_others_by_joining_but_not_itself()
    {
        var first = Replica("first");
        var second = Replica("second");
        await using var there = await first.OpenPresenceAsync();

        await using var joining = await second.OpenPresenceAsync();

        await first.ExpectAsync<SessionSignal.Woken>(500.Milliseconds());
        await joining.ReadAsync(default);
        second.Signals.Reader.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public async Task Says_broken_at_once_when_the_server_ends_the_session()
    {
        var replica = Replica("one");
        await using var presence = await replica.OpenPresenceAsync();

        await postgres.Server.ExecuteAsync(_storage.Database, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'canton-ha/one/presence'");

        await replica.ExpectAsync<SessionSignal.Broken>(500.Milliseconds());
    }

    [Fact]
    public async Task Forgets_the_sessions_that_have_ended()
    {
        for (var i = 0; i < 3; i++)
            await (await Replica("one").OpenPresenceAsync()).DisposeAsync();

        await Eventually.BecomesTrueAsync("ended sessions are gone", async () =>
            await postgres.Server.ReadAsync<long>(_storage.Database, "select count(*) from pg_stat_activity where datname = current_database() and application_name like 'canton-ha/one/%'") == 0, Bounds.Back);
        await using var last = await Replica("one").OpenPresenceAsync();

        (await postgres.Server.ReadAsync<long>(_storage.Database, "select count(*) from canton_ha.session")).Should().Be(1);
    }

    private PostgresReplica Replica(string name) => new(name, _storage);
}
