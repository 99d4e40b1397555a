using System.Data;
using System.Data.Common;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Storage;

/// <summary>Where everything that writes gets its sessions: read by all, opened and closed only by <see cref="WritePool"/>.</summary>
public sealed class WriteAccess
{
    private volatile Admission? _admission;

    /// <summary>The term in which one may write, or null. A lost term counts as closed at once.</summary>
    public LockTerm? Admitting => _admission is { Pool.Term.IsHeld: true } open ? open.Pool.Term : null;

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

    private static async Task<IWriteSession> RentInsideAsync(Admission admission, CancellationToken cancellation)
    {
        try
        {
            return new RentedSession(await admission.Pool.RentAsync(cancellation), admission);
        }
        catch
        {
            admission.Leave();
            throw;
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

    private sealed class RentedSession(IWriteSession session, Admission admission) : IWriteSession
    {
        private int _returned;

        public DbConnection Connection => session.Connection;

        public Task WriteAsync(IReadOnlyList<WriteCommand> commands, CancellationToken cancellation) =>
            session.WriteAsync(commands, cancellation);

        public Task<DbTransaction> BeginAsync(IsolationLevel level, CancellationToken cancellation) => session.BeginAsync(level, cancellation);

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _returned, 1) != 0)
                return;

            try
            {
                await session.DisposeAsync();
            }
            finally
            {
                admission.Leave();
            }
        }
    }
}
