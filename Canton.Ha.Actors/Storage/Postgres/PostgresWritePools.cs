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
        var barrier = new Barrier(database, _opener, rampDownTimeout, time);
        await OwnThread.Run(() => barrier.Pass(term, alive.Token));

        var pool = new PostgresWritePool(database, term, new WriteTerminator(database, _opener, time), rampDownTimeout, isFenced);
        try
        {
            await pool.RampUpAsync(alive.Token);
            return pool;
        }
        catch
        {
            await pool.DisposeAsync();
            throw;
        }
    }
}
