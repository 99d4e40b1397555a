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
    /// <summary>So many that a call which needs the pool now and then does so within the time.</summary>
    private const int Others = 7;

    private static readonly TimeSpan Starving = 4.Seconds();

    [Fact]
    public async Task Proofs_and_tries_are_answered_on_the_threads_of_their_sessions_while_no_thread_of_the_pool_is_free()
    {
        var replica = await ReplicaAsync();
        await using var holder = await replica.OpenMainAsync();
        await holder.TryAcquireAsync(default);
        using var hunger = new Hunger();
        var others = await Task.WhenAll(Enumerable.Range(0, Others).Select(_ => OpenAsync(replica)));

        var calling = others.Select(session => CallAsync(() => session.TryAcquireAsync(default))).Append(CallAsync(() => holder.ProveAsync(default)));
        var called = await Task.WhenAll(calling);

        hunger.IsFelt.Should().BeTrue("work given to the pool must not have been done meanwhile");
        called.Should().OnlyContain(calls => calls.Count > 100 && calls.Longest < FastSettings.Connection.ProofExpiry);
        await Task.WhenAll(others.Select(session => session.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_broken_session_is_noticed_while_no_thread_of_the_pool_is_free()
    {
        var replica = await ReplicaAsync();
        var lost = new TaskCompletionSource<SessionSignal>();
        await using var session = await replica.LockSessions.OpenAsync(signal => lost.TrySetResult(signal), default);
        using var terminator = new SessionOpener(replica.Database).Open(SessionKind.Terminator, replica.Database.WritableHost);
        using var hunger = new Hunger();

        Terminate(terminator, session);

        (await lost.Task).Should().BeOfType<SessionSignal.Broken>();
        hunger.IsFelt.Should().BeTrue("work given to the pool must not have been done meanwhile");
    }

    /// <summary>Calls one after the other; nothing here may go on in another place than where the answer arrives.</summary>
    private static async Task<(int Count, TimeSpan Longest)> CallAsync(Func<Task> call)
    {
        var started = TimeProvider.System.GetTimestamp();
        var (count, longest) = (0, TimeSpan.Zero);
        for (; TimeProvider.System.GetElapsedTime(started) < Starving; count++)
        {
            var sent = TimeProvider.System.GetTimestamp();
            await call().ConfigureAwait(false);
            Thread.CurrentThread.Name.Should().Be("one main session");
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, TimeProvider.System.GetElapsedTime(sent).Ticks));
        }

        return (count, longest);
    }

    /// <summary>As the lock holder does, again and again: what the driver reads before a session is open is not out of the pool's reach.</summary>
    private static async Task<ILockSession> OpenAsync(PostgresReplica replica)
    {
        while (true)
        {
            try
            {
                return await replica.OpenMainAsync().ConfigureAwait(false);
            }
            catch (NpgsqlException e) when (e.InnerException is TimeoutException)
            {
                continue;
            }
        }
    }

    private static void Terminate(NpgsqlConnection terminator, ILockSession session)
    {
        using var command = new NpgsqlCommand($"select pg_terminate_backend({session.Id.Pid})", terminator);
        command.ExecuteNonQuery();
    }

    private async Task<PostgresReplica> ReplicaAsync() => new("one", await postgres.CreateDatabaseAsync());
}
