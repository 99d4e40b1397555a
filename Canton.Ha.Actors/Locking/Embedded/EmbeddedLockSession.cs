using Canton.Ha.Actors.Contracts;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>
/// Holds the main lock as a file lock. Every answer is ready when the call returns, so none needs the thread pool.
/// </summary>
internal sealed class EmbeddedLockSession : ILockSession
{
    private const int Busy = 5;

    private readonly EmbeddedStore _store;
    private readonly SessionNote _note;
    private readonly string _noteFile;
    private readonly SqliteConnection _connection;
    private readonly IDisposable? _wakeUps;
    private FileLock? _main;

    public EmbeddedLockSession(EmbeddedStore store, Action<SessionSignal> signal)
    {
        _store = store;
        Id = store.NewSession();
        _note = store.NoteOf(Id);
        _noteFile = store.NoteFile(LockCounter.Main);
        _connection = store.OpenConnection();
        _wakeUps = store.WatchWakeUps(signal);
    }

    public SessionId Id { get; }

    public Task<long?> TryAcquireAsync(CancellationToken cancellation) => Inline.Run(TryAcquire);

    public Task ProveAsync(CancellationToken cancellation) => Inline.Run(Prove);

    public Task ReleaseAsync(CancellationToken cancellation) => Inline.Run(() =>
    {
        GiveUp();
        _store.Wake();
    });

    public ValueTask DisposeAsync() => new(Inline.Run(() =>
    {
        _wakeUps?.Dispose();
        GiveUp();
        _connection.Dispose();
    }));

    /// <summary>
    /// The order is the safety: the lock, then the note that names its holder, and only after both (in the write pool) the barrier.
    /// A write session of a predecessor that still finds its own note has the shared pool lock already, and the barrier waits for it;
    /// one that takes the pool lock after the barrier finds the note of the successor and closes itself.
    /// </summary>
    private long? TryAcquire()
    {
        var main = FileLock.TryExclusive(_store.LockFile(LockCounter.Main));
        if (main is null)
            return null;

        try
        {
            var term = EmbeddedTables.NextTermNumber(_connection);
            _store.NoteTerm(term);
            _note.Write(_noteFile);
            _main = main;
            return term;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Busy)
        {
            return null; // A transaction of the predecessor has not ended: he is not gone yet.
        }
        finally
        {
            if (_main is null)
                main.Dispose();
        }
    }

    private void Prove()
    {
        if (_main is not { IsInPlace: true })
            throw new IOException($"the lock file {_store.LockFile(LockCounter.Main)} was removed or replaced");
        if (SessionNote.Read(_noteFile) != _note)
            throw new IOException($"the note {_noteFile} names another holder of the lock");
    }

    private void GiveUp()
    {
        if (_main is null)
            return;

        _note.Remove(_noteFile);
        _main.Dispose();
        _main = null;
    }
}
