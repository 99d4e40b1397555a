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

    public Task<LockAttempt> TryAcquireAsync(int passedOver, CancellationToken cancellation) => Inline.Run(() => TryAcquire(passedOver));

    public Task ProveAsync(CancellationToken cancellation) => Inline.Run(Prove);

    public Task ReleaseAsync(Nomination? successor, CancellationToken cancellation) => Inline.Run(() =>
    {
        if (successor is not null)
            EmbeddedTables.Nominate(_connection, successor);
        GiveUp();
        _store.Wake();
    });

    public ValueTask DisposeAsync() => new(Inline.Run(() =>
    {
        _wakeUps?.Dispose();
        GiveUp();
        _connection.Dispose();
    }));

    private LockAttempt TryAcquire(int passedOver)
    {
        try
        {
            if (Withheld(passedOver) is not { } withheld)
                return Take();

            return IsFree() ? withheld : LockAttempt.HeldByAnother.Instance;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Busy)
        {
            return LockAttempt.HeldByAnother.Instance; // A transaction of the predecessor has not ended: he is not gone yet.
        }
    }

    private LockAttempt.Withheld? Withheld(int passedOver)
    {
        var newest = EmbeddedTables.NewestTerms(_connection, 1) is [var term] ? term : null;
        var nominee = Takeover.Counting(
            _store.Replica, EmbeddedTables.Nominee(_connection), newest?.Replica, _store.PresentReplicas().Select(present => present.Replica));
        var contenders = _store.PresentReplicas()
            .Where(present => !Takeover.IsHandingOver(present.Replica, present.Note?.Session.StartedAt ?? 0, newest))
            .Select(present => present.Replica);
        return Takeover.Rule(_store.Replica, EmbeddedTables.Policy(_connection), nominee, newest?.Replica, contenders, passedOver);
    }

    /// <summary>The lock file is touched only if its last holder died: whoever else is about to take the lock must not be refused for this look.</summary>
    private bool IsFree()
    {
        if (SessionNote.Read(_noteFile) is null)
            return true;

        using var free = FileLock.TryShared(_store.LockFile(LockCounter.Main));
        return free is not null;
    }

    /// <summary>
    /// The order is the safety: the lock, then the note that names its holder, and only after both (in the write pool) the barrier.
    /// A write session of a predecessor that still finds its own note has the shared pool lock already, and the barrier waits for it;
    /// one that takes the pool lock after the barrier finds the note of the successor and closes itself.
    /// </summary>
    private LockAttempt Take()
    {
        var main = FileLock.TryExclusive(_store.LockFile(LockCounter.Main));
        if (main is null)
            return LockAttempt.HeldByAnother.Instance;

        try
        {
            var term = EmbeddedTables.NextTermNumber(_connection);
            _store.NoteTerm(term);
            _note.Write(_noteFile);
            _main = main;
            return new LockAttempt.Taken(term);
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
