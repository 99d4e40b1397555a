using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Postgres;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>Passes the barrier and opens write sessions on PostgreSQL.</summary>
/// <param name="database">The database.</param>
/// <param name="rampDownTimeout">How long write sessions may outlive their term before they are terminated.</param>
/// <param name="time">Monotonic time.</param>
/// <param name="isFenced">Whether every batch begins with the statement that refuses an old term. Off only to show that the locks hold alone.</param>
internal sealed class PostgresWritePools(
    PostgresDatabase database, TimeSpan rampDownTimeout, TimeProvider time, bool isFenced = true) : IWritePools
{
    private readonly SessionOpener _opener = new(database);

    /// <inheritdoc/>
    public async Task<IWritePool> OpenAsync(LockTerm term, CancellationToken cancellation)
    {
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancellation, term.Lost);
        var barrier = OwnThread.Run(() => Barrier().Pass(term, alive.Token));
        var pool = Pool(new WriteAdmission(database.Keys, term, barrier));
        try
        {
            await pool.RampUpAsync(alive.Token);
            return pool;
        }
        catch
        {
            await alive.CancelAsync();
            await barrier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await pool.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Goes the whole way with a term that nobody holds, so that it ends where the main lock is looked for. Its sessions take the presence
    /// lock in the place of the pool lock: nobody is kept waiting by it.
    /// </summary>
    public async Task RehearseAsync(CancellationToken cancellation)
    {
        var nobodys = new LockTerm(0, new SessionId(0, 0), new LockProof(TimeSpan.Zero, time), CancellationToken.None);
        var barrier = OwnThread.Run(() => Barrier().Pass(nobodys, cancellation));
        await barrier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await using var pool = Pool(new WriteAdmission(database.Keys with { Pool = database.Keys.Presence }, nobodys, Task.CompletedTask));
        try
        {
            await pool.RampUpAsync(cancellation);
        }
        catch (WriteSessionRefusedException)
        {
            // As it must be without a term.
        }
    }

    private Barrier Barrier() => new(database, _opener, rampDownTimeout, time);

    private PostgresWritePool Pool(WriteAdmission admission) =>
        new(database, admission, new WriteTerminator(database, _opener, time), rampDownTimeout, isFenced);
}
