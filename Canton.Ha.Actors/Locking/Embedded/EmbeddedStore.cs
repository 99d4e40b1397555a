using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>
/// One replica's view of a SQLite file and of the directory beside it that holds the lock files (<c>lock-ID</c>), the notes of their
/// holders (<c>note-ID</c>) and the wake file. A process that is stopped but not dead keeps its locks: unlike a database server,
/// the kernel has no deadline after which it takes them away.
/// </summary>
public sealed class EmbeddedStore
{
    private static readonly TimeSpan s_tryEvery = TimeSpan.FromMilliseconds(10);
    private static long s_lastStart;

    private readonly Action<SqliteConnection> _migrate;
    private readonly NodeSettings _replica;
    private readonly Func<ReplicaAddresses> _addresses;
    private readonly TimeProvider _time;
    private readonly WakeFile _wake;
    private readonly Lock _seen = new();
    private string? _storeId;
    private long _newestTerm;

    /// <summary>Nothing is opened or created yet.</summary>
    /// <param name="settings">Where the file is.</param>
    /// <param name="replica">Whose view this is.</param>
    /// <param name="addresses">Where the servers of the replica can be reached.</param>
    /// <param name="migrate">Brings the schema up to date; called under the migration lock.</param>
    /// <param name="time">The clock of waits and of session ids.</param>
    public EmbeddedStore(StorageSettings.Embedded settings, NodeSettings replica, Func<ReplicaAddresses> addresses, Action<SqliteConnection> migrate, TimeProvider time)
    {
        _migrate = migrate;
        _replica = replica;
        _addresses = addresses;
        _time = time;
        Path = CanonicalPath.Of(settings.Path);
        Directory = Path + ".locks";
        _wake = new WakeFile(Directory);
    }

    /// <summary>The database file, free of links: the scope of its lock ids.</summary>
    public string Path { get; }

    /// <summary>Where the lock files are.</summary>
    public string Directory { get; }

    internal string Replica => _replica.Name;

    /// <summary>Makes sure that the store may be used by this replica: on a local disk, migrated, of the right identity, the one seen before.</summary>
    internal async Task PrepareAsync(CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(Directory);
        LocalDisk.Require(Directory);
        using var migrating = await TakeAsync(LockFile(LockCounter.Migrations), _replica.Replication.Connection.ConnectionTimeout, cancellation);
        using var connection = OpenConnection();
        _migrate(connection);
        RequireIdentity(connection);
        RequireSameStore(connection);
    }

    internal async Task<SqliteConnection> OpenPreparedAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        return OpenConnection();
    }

    internal SqliteConnection OpenConnection()
    {
        // A file in WAL mode; a commit is on the disk before it is answered; a busy file is waited for by SQLite itself.
        const string Sql = "pragma busy_timeout = 1000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on";
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = 1 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
        return connection;
    }

    internal string LockFile(LockCounter counter, string suffix = "") => FileFor("lock", counter, suffix);

    internal string NoteFile(LockCounter counter, string suffix = "") => FileFor("note", counter, suffix);

    /// <summary>Names of the replicas that have, or once had, a presence session.</summary>
    private IEnumerable<string> KnownReplicas() =>
        System.IO.Directory.EnumerateFiles(Directory, $"lock-{LockId.For(NodeLocks.NumberOf(_replica.Kind, LockCounter.Presence), Path)}.*")
            .Select(file => Uri.UnescapeDataString(file[(LockFile(LockCounter.Presence).Length + 1)..]));

    /// <summary>The replicas that have a presence session, and what they say of themselves.</summary>
    internal IEnumerable<(string Replica, SessionNote? Note)> PresentReplicas() =>
        KnownReplicas().Where(IsPresent).Select(name => (name, SessionNote.Read(NoteFile(LockCounter.Presence, name))));

    internal SessionNote NoteOf(SessionId session) => new(Replica, _addresses(), session);

    /// <summary>An id that no other session of this host has: the clock, pushed on where it has not moved since the last one.</summary>
    internal SessionId NewSession()
    {
        var now = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var last = Volatile.Read(ref s_lastStart);
        while (Interlocked.CompareExchange(ref s_lastStart, Math.Max(now, last + 1), last) is var found && found != last)
            last = found;

        return new SessionId(Environment.ProcessId, Math.Max(now, last + 1));
    }

    /// <summary>Tries until the exclusive lock is taken.</summary>
    internal async Task<FileLock> TakeAsync(string path, TimeSpan limit, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await TakeAsync(path, either.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"Another process has kept {path} locked for {limit.TotalSeconds} s.", e);
        }
    }

    internal async Task<FileLock> TakeAsync(string path, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(s_tryEvery, _time);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (FileLock.TryExclusive(path) is { } taken)
                return taken;

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    internal void Wake() => _wake.Touch();

    internal IDisposable? WatchWakeUps(Action<SessionSignal> signal) => _wake.Watch(() => signal(SessionSignal.Woken.Instance));

    /// <summary>Remembers the newest term, so that an older copy of the file is noticed.</summary>
    internal void NoteTerm(long term)
    {
        lock (_seen)
            _newestTerm = Math.Max(_newestTerm, term);
    }

    private bool IsPresent(string replica)
    {
        using var free = FileLock.TryShared(LockFile(LockCounter.Presence, replica));
        return free is null;
    }

    private string FileFor(string kind, LockCounter counter, string suffix)
    {
        var name = $"{kind}-{LockId.For(NodeLocks.NumberOf(_replica.Kind, counter), Path)}";
        return System.IO.Path.Combine(Directory, suffix.Length == 0 ? name : $"{name}.{Uri.EscapeDataString(suffix)}");
    }

    private void RequireIdentity(SqliteConnection connection)
    {
        var found = StorageOwner.Read(EmbeddedTables.Identity(connection, _replica.Owner.Written));
        if (found != _replica.Owner)
            throw new StorageRefusedException(
                $"The file {Path} belongs to the {found}, but replica {Replica} is configured as {_replica.Owner} (init.identity).");
    }

    private void RequireSameStore(SqliteConnection connection)
    {
        var id = EmbeddedTables.StoreId(connection);
        var newest = EmbeddedTables.LastTermNumber(connection);
        lock (_seen)
        {
            if ((_storeId ?? id) != id)
                throw new InvalidDataException($"The file {Path} is not the one this replica has used before: it was replaced while the replica was running.");
            if (newest < _newestTerm)
                throw new InvalidDataException($"The file {Path} is an older copy: its last term is {newest}, but this replica has seen term {_newestTerm}.");

            _storeId = id;
            _newestTerm = newest;
        }
    }
}
