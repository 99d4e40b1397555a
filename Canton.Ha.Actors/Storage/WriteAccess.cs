using System.Data;
using System.Data.Common;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Monitoring;

namespace Canton.Ha.Actors.Storage;

/// <summary>Where everything that writes gets its sessions: read by all, opened and closed only by <see cref="WritePool"/>.</summary>
public sealed class WriteAccess
{
    private readonly WriteMeter _meter;
    private volatile Admission? _admission;
    private int _waiting;
    private int _used;

    /// <summary>One that nobody measures.</summary>
    public WriteAccess()
        : this(ReplicaMeter.Silent)
    {
    }

    /// <summary>One that measures how it is used.</summary>
    /// <param name="meter">That of the replica.</param>
    public WriteAccess(ReplicaMeter meter) => _meter = new WriteMeter(meter, this);

    /// <summary>The term in which one may write, or null. A lost term counts as closed at once.</summary>
    public LockTerm? Admitting => _admission is { Pool.Term.IsHeld: true } open ? open.Pool.Term : null;

    /// <summary>How many sessions there are; 0 while nobody may write.</summary>
    public int Sessions => _admission?.Pool.Sessions ?? 0;

    /// <summary>How many sessions somebody has.</summary>
    public int Used => Volatile.Read(ref _used);

    /// <summary>How many wait for a session.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>A session to write with in the current term.</summary>
    /// <exception cref="NotActiveException">This replica may not write now.</exception>
    public async Task<IWriteSession> RentAsync(CancellationToken cancellation)
    {
        if (_admission is not { Pool.Term.IsHeld: true } admission || !admission.TryEnter())
            throw new NotActiveException();

        var session = await RentInsideAsync(admission, cancellation);
        if (admission.Pool.Term.IsHeld)
            return session;

        await session.DisposeAsync();
        throw new NotActiveException();
    }

    private async Task<IWriteSession> RentInsideAsync(Admission admission, CancellationToken cancellation)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        Interlocked.Increment(ref _waiting);
        try
        {
            var session = new RentedSession(this, await admission.Pool.RentAsync(cancellation), admission);
            _meter.Waited(TimeProvider.System.GetElapsedTime(startedAt));
            return session;
        }
        catch
        {
            admission.Leave();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    internal void Open(IWritePool pool) => _admission = new Admission(pool);

    /// <summary>Nobody gets in any more; the result completes when the last one has left.</summary>
    internal Task Close()
    {
        var admission = _admission;
        _admission = null;
        admission?.Leave();
        return admission?.Left ?? Task.CompletedTask;
    }

    /// <summary>Counts who is inside: one for being open at all, and one for each rented session. Who comes to zero must not enter again.</summary>
    private sealed class Admission(IWritePool pool)
    {
        private readonly TaskCompletionSource _left = new();
        private int _inside = 1;

        public IWritePool Pool { get; } = pool;

        public Task Left => _left.Task;

        public bool TryEnter()
        {
            var inside = Volatile.Read(ref _inside);
            while (inside > 0)
            {
                var before = Interlocked.CompareExchange(ref _inside, inside + 1, inside);
                if (before == inside)
                    return true;

                inside = before;
            }

            return false;
        }

        public void Leave()
        {
            if (Interlocked.Decrement(ref _inside) == 0)
                _left.SetResult();
        }
    }

    private sealed class RentedSession : IWriteSession
    {
        private readonly WriteAccess _access;
        private readonly IWriteSession _session;
        private readonly Admission _admission;
        private int _returned;

        public RentedSession(WriteAccess access, IWriteSession session, Admission admission)
        {
            (_access, _session, _admission) = (access, session, admission);
            Interlocked.Increment(ref access._used);
        }

        public DbConnection Connection => _session.Connection;

        public async Task WriteAsync(IReadOnlyList<WriteCommand> commands, CancellationToken cancellation)
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            var isCommitted = false;
            try
            {
                await _session.WriteAsync(commands, cancellation);
                isCommitted = true;
            }
            finally
            {
                _access._meter.Wrote(TimeProvider.System.GetElapsedTime(startedAt), isCommitted);
            }
        }

        public Task<DbTransaction> BeginAsync(IsolationLevel level, CancellationToken cancellation) => _session.BeginAsync(level, cancellation);

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _returned, 1) != 0)
                return;

            Interlocked.Decrement(ref _access._used);
            try
            {
                await _session.DisposeAsync();
            }
            finally
            {
                _admission.Leave();
            }
        }
    }
}
