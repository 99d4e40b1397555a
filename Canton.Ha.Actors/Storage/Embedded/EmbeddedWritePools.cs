using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Embedded;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>
/// Passes the barrier of a SQLite file. Other processes' write sessions are waited for and never ended from here: the kernel takes their
/// locks when they die, and nobody else can.
/// </summary>
public sealed class EmbeddedWritePools(EmbeddedStore store, int size) : IWritePools
{
    /// <inheritdoc/>
    public async Task<IWritePool> OpenAsync(LockTerm term, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, term.Lost);
        using (await store.TakeAsync(store.LockFile(LockCounter.Pool), either.Token))
            Begin(term);

        store.Wake();
        return SqliteWritePool.Open(term, size, () => OpenSession(term));
    }

    private void Begin(LockTerm term)
    {
        RequireMainLock(term);
        var session = new SqliteWriteSession(store.OpenConnection(), term, poolLock: null);
        try
        {
            session.Write([TermRow.Begin(term.Number, store.Replica)], term.Lost);
        }
        finally
        {
            session.Close();
        }
    }

    /// <summary>The order is the safety: whoever has passed the check holds a lock that a successor's barrier must wait for.</summary>
    private SqliteWriteSession OpenSession(LockTerm term)
    {
        var poolLock = FileLock.TryShared(store.LockFile(LockCounter.Pool)) ?? throw new NotActiveException();
        try
        {
            RequireMainLock(term);
            return new SqliteWriteSession(store.OpenConnection(), term, poolLock);
        }
        catch
        {
            poolLock.Dispose();
            throw;
        }
    }

    private void RequireMainLock(LockTerm term)
    {
        if (!term.IsHeld || SessionNote.Read(store.NoteFile(LockCounter.Main))?.Session != term.Session)
            throw new NotActiveException();
    }
}
