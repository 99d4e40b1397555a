using System.Data;
using System.Data.Common;
using System.Threading.Channels;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Embedded;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>The write sessions of one term on a SQLite store. SQLite has one writer at a time, so batches queue here and not in the file's lock.</summary>
internal sealed class SqliteWritePool : IWritePool
{
    private readonly Func<SqliteWriteSession> _open;
    private readonly Channel<SqliteWriteSession?> _free = Channel.CreateUnbounded<SqliteWriteSession?>();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _guard = new();
    private readonly HashSet<SqliteWriteSession> _sessions = [];
    private readonly SqliteWriteSession _notes;
    private bool _isEnded;

    private SqliteWritePool(LockTerm term, int size, Func<SqliteWriteSession> open)
    {
        (Term, Sessions) = (term, size);
        _open = open;
        _notes = OpenSession();
    }

    public LockTerm Term { get; }

    public int Sessions { get; }

    /// <summary>Opens the sessions, all or none.</summary>
    /// <param name="term">The term they may write in.</param>
    /// <param name="size">How many.</param>
    /// <param name="open">Takes the shared pool lock, checks that the term's session holds the main lock, and throws when it does not.</param>
    public static SqliteWritePool Open(LockTerm term, int size, Func<SqliteWriteSession> open)
    {
        var pool = new SqliteWritePool(term, size, open);
        try
        {
            for (var i = 0; i < size; i++)
                pool._free.Writer.TryWrite(pool.OpenSession());

            return pool;
        }
        catch
        {
            pool.End();
            throw;
        }
    }

    public async Task<IWriteSession> RentAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Term.Lost);
        var session = await NextFreeAsync(either.Token, cancellation);
        try
        {
            return new Rented(this, session ?? OpenSession());
        }
        catch
        {
            _free.Writer.TryWrite(null);
            throw;
        }
    }

    public Task NoteActiveAsync(CancellationToken cancellation) => WriteAsync(_notes, [TermRow.NoteActive(Term.Number)], cancellation);

    public Task NoteEndAsync(string cause, CancellationToken cancellation) =>
        WriteAsync(_notes, [TermRow.NoteEnd(Term.Number, cause)], cancellation);

    public ValueTask DisposeAsync() => new(Inline.Run(End));

    private async Task<SqliteWriteSession?> NextFreeAsync(CancellationToken either, CancellationToken cancellation)
    {
        try
        {
            return await _free.Reader.ReadAsync(either);
        }
        catch (ChannelClosedException)
        {
            throw new NotActiveException();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new NotActiveException();
        }
    }

    private async Task WriteAsync(SqliteWriteSession session, IReadOnlyList<WriteCommand> commands, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            session.Write(commands, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    private SqliteWriteSession OpenSession()
    {
        lock (_guard)
        {
            if (_isEnded)
                throw new NotActiveException();

            var session = _open();
            _sessions.Add(session);
            return session;
        }
    }

    /// <summary>A session that is no longer good leaves a hole, which the next one to rent fills.</summary>
    private void GiveBack(SqliteWriteSession session)
    {
        var isGood = session.IsReusable;
        if (isGood && _free.Writer.TryWrite(session))
            return;

        Forget(session);
        if (!isGood)
            _free.Writer.TryWrite(null);
    }

    private void Forget(SqliteWriteSession session)
    {
        lock (_guard)
            _sessions.Remove(session);

        session.Close();
    }

    /// <summary>Ends also what is rented; a rented session's connection is closed when it comes back.</summary>
    private void End()
    {
        lock (_guard)
        {
            _isEnded = true;
            foreach (var session in _sessions)
                session.End();
        }

        _free.Writer.TryComplete();
        while (_free.Reader.TryRead(out var idle))
            idle?.Close();

        _notes.Close();
    }

    private sealed class Rented(SqliteWritePool pool, SqliteWriteSession session) : IWriteSession
    {
        private int _isBack;
        private bool _isWriting;

        public DbConnection Connection => session.Connection;

        public Task WriteAsync(IReadOnlyList<WriteCommand> commands, CancellationToken cancellation) =>
            pool.WriteAsync(session, commands, cancellation);

        /// <summary>Nobody else writes until the session is given back.</summary>
        public async Task<DbTransaction> BeginAsync(IsolationLevel level, CancellationToken cancellation)
        {
            await pool._writing.WaitAsync(cancellation);
            _isWriting = true;
            return session.Begin();
        }

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isBack, 1) != 0)
                return ValueTask.CompletedTask;

            pool.GiveBack(session);
            if (_isWriting)
                pool._writing.Release();

            return ValueTask.CompletedTask;
        }
    }
}
