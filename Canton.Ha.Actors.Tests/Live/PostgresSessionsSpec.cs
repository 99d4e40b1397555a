using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Npgsql;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public class PostgresSessionsSpec(SharedPostgres postgres) : IAsyncLifetime
{
    private static readonly TimeSpan AtOnce = 200.Milliseconds();

    private StorageSettings.Postgres _storage = null!;

    public async Task InitializeAsync() => _storage = await postgres.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_the_main_lock_to_one_session_only_and_a_greater_term_to_each_holder()
    {
        await using var first = await Replica("one").OpenMainAsync();
        await using var second = await Replica("two").OpenMainAsync();

        var term = await first.TryAcquireAsync(default);
        (await second.TryAcquireAsync(default)).Should().BeNull();
        await first.ReleaseAsync(default);

        (await second.TryAcquireAsync(default)).Should().BeGreaterThan(term!.Value);
    }

    [Fact]
    public async Task Says_broken_at_once_and_once_when_the_server_ends_the_session()
    {
        var replica = Replica("one");
        await using var session = await replica.OpenMainAsync();
        await session.TryAcquireAsync(default);

        await EndAsync(session);

        (await replica.ExpectAsync<SessionSignal.Broken>(AtOnce)).Cause.Should().BeAssignableTo<NpgsqlException>();
        var proof = () => session.ProveAsync(default);
        await proof.Should().ThrowAsync<NpgsqlException>();
        replica.Signals.Reader.TryRead(out _).Should().BeFalse();
    }

    private Task EndAsync(ILockSession session) =>
        postgres.Server.ExecuteAsync(_storage.Database, $"select pg_terminate_backend({session.Id.Pid})");

    private PostgresReplica Replica(string name) => new(name, _storage);
}
