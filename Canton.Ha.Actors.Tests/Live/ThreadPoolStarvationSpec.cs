using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Npgsql;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>What happens during the hunger must not await in a test method, which goes on in the pool.</summary>
[Collection(SharedPostgresTests.Name)]
public class ThreadPoolStarvationSpec(SharedPostgres postgres)
{
    /// <summary>So many that a call which needs the pool now and then does so within the time.</summary>
    private const int Others = 7;

    private static readonly TimeSpan Calling = 4.Seconds();
    private static readonly TimeSpan Starving = 10.Seconds();

    [Fact]
    public async Task Proofs_and_tries_are_answered_on_the_threads_of_their_sessions_while_no_thread_of_the_pool_is_free()
    {
        var replica = new PostgresReplica("one", await postgres.CreateDatabaseAsync());
        await using var holder = await replica.OpenMainAsync();
        await holder.TryTakeAsync();
        var hunger = new Hunger(Starving);

        var proving = CallAsync(hunger, () => holder.ProveAsync(default));
        var trying = Enumerable.Range(0, Others).Select(_ => OpenAndTryAsync(hunger, replica)).ToArray();

        (await Task.WhenAll([proving, .. trying])).Should().OnlyContain(
            calls => calls.Count > 100 && calls.WereStarved && calls.Longest < FastSettings.Connection.ProofExpiry);
    }

    [Fact]
    public async Task A_broken_session_is_noticed_while_no_thread_of_the_pool_is_free()
    {
        var replica = new PostgresReplica("one", await postgres.CreateDatabaseAsync());
        await using var terminator = new SessionOpener(replica.Database).Open(SessionKind.Terminator, replica.Database.WritableHost);
        var heard = new TaskCompletionSource<(SessionSignal Signal, bool WasStarved)>();
        Hunger? hunger = null;
        await using var session = await replica.LockSessions.OpenAsync(signal => heard.TrySetResult((signal, hunger is { IsFelt: true })), default);

        hunger = new Hunger(3.Seconds());
        Terminate(terminator, session);

        var (signal, wasStarved) = await heard.Task;
        signal.Should().BeOfType<SessionSignal.Broken>();
        wasStarved.Should().BeTrue();
    }

    private static async Task<Calls> OpenAndTryAsync(Hunger hunger, PostgresReplica replica)
    {
        var session = await OpenAsync(replica).ConfigureAwait(false);
        var calls = await CallAsync(hunger, () => session.TryAcquireAsync(0, default)).ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
        return calls;
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

    /// <summary>Calls one after the other, each from the thread on which the answer before it arrived.</summary>
    private static async Task<Calls> CallAsync(Hunger hunger, Func<Task> call)
    {
        var started = TimeProvider.System.GetTimestamp();
        var calls = new Calls(0, TimeSpan.Zero, WereStarved: true);
        while (TimeProvider.System.GetElapsedTime(started) < Calling)
        {
            var sent = TimeProvider.System.GetTimestamp();
            await call().ConfigureAwait(false);
            Thread.CurrentThread.Name.Should().Be("one main session");
            var took = TimeProvider.System.GetElapsedTime(sent);
            calls = new Calls(calls.Count + 1, took > calls.Longest ? took : calls.Longest, hunger.IsFelt);
        }

        return calls;
    }

    private static void Terminate(NpgsqlConnection terminator, ILockSession session)
    {
        using var command = new NpgsqlCommand($"select pg_terminate_backend({session.Id.Pid})", terminator);
        command.ExecuteNonQuery();
    }

    private sealed record Calls(int Count, TimeSpan Longest, bool WereStarved);
}
