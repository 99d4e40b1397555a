using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Npgsql;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Alone, because it takes every thread of the pool.</summary>
[Collection(nameof(ThreadPoolStarvationSpec))]
[CollectionDefinition(nameof(ThreadPoolStarvationSpec), DisableParallelization = true)]
public class ThreadPoolStarvationSpec(SharedPostgres postgres) : IClassFixture<SharedPostgres>
{
    private static readonly TimeSpan Starving = 4.Seconds();

    [Fact]
    public async Task Proofs_are_sent_and_answered_on_the_thread_of_their_session_while_no_thread_of_the_pool_is_free()
    {
        await using var session = await (await ReplicaAsync()).OpenMainAsync();
        await session.TryAcquireAsync(default);
        using var hunger = new Hunger();

        var (proofs, longest) = await ProveAsync(session);

        hunger.IsFelt.Should().BeTrue("work given to the pool must not have been done meanwhile");
        proofs.Should().BeGreaterThan(100);
        longest.Should().BeLessThan(FastSettings.Connection.ProofExpiry / 3);
    }

    [Fact]
    public async Task A_broken_session_is_noticed_while_no_thread_of_the_pool_is_free()
    {
        var replica = await ReplicaAsync();
        var lost = new TaskCompletionSource<SessionSignal>();
        await using var session = await replica.LockSessions.OpenAsync(signal => lost.TrySetResult(signal), default);
        using var hunger = new Hunger();

        Terminate(replica, session);

        (await lost.Task).Should().BeOfType<SessionSignal.Broken>();
        hunger.IsFelt.Should().BeTrue("work given to the pool must not have been done meanwhile");
    }

    /// <summary>Nothing here may go on in another place than where the answer arrives.</summary>
    private static async Task<(int Proofs, TimeSpan Longest)> ProveAsync(ILockSession session)
    {
        var started = TimeProvider.System.GetTimestamp();
        var (proofs, longest) = (0, TimeSpan.Zero);
        for (; TimeProvider.System.GetElapsedTime(started) < Starving; proofs++)
        {
            var sent = TimeProvider.System.GetTimestamp();
            await session.ProveAsync(default).ConfigureAwait(false);
            Thread.CurrentThread.Name.Should().Be("one main session");
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, TimeProvider.System.GetElapsedTime(sent).Ticks));
        }

        return (proofs, longest);
    }

    private static void Terminate(PostgresReplica replica, ILockSession session)
    {
        using var connection = new SessionOpener(replica.Database).Open(SessionKind.Terminator, replica.Database.WritableHost);
        using var command = new NpgsqlCommand($"select pg_terminate_backend({session.Id.Pid})", connection);
        command.ExecuteNonQuery();
    }

    private async Task<PostgresReplica> ReplicaAsync() => new("one", await postgres.CreateDatabaseAsync());
}
