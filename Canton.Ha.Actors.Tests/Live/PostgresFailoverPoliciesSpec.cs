using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public class PostgresFailoverPoliciesSpec(SharedPostgres postgres) : FailoverPoliciesSuite, IAsyncLifetime
{
    private StorageSettings.Postgres _storage = null!;

    public async Task InitializeAsync() => _storage = await postgres.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_change_wakes_main_and_presence_sessions_of_every_replica_also_of_the_one_that_makes_it()
    {
        var (main, presence) = (Replica("one"), Replica("one"));
        await using var first = await main.OpenMainAsync();
        await using var second = await presence.OpenPresenceAsync();

        await Replica("one").Policies().ResumeAsync(default);

        await main.ExpectAsync<SessionSignal.Woken>(1.Seconds());
        await presence.ExpectAsync<SessionSignal.Woken>(1.Seconds());
    }

    private protected override async Task<IFailoverPolicies> PoliciesAsync()
    {
        await using var migrated = await Replica("one").OpenMainAsync();
        return Replica("one").Policies();
    }

    private protected override async Task<Roster> ReadRosterAsync()
    {
        await using var presence = await Replica("two").OpenPresenceAsync();
        return await presence.ReadAsync(default);
    }

    private PostgresReplica Replica(string name) => new(name, _storage);
}
