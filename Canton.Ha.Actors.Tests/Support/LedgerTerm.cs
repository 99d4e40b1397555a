using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A stored ledger in a term of its own, without the actors of a replica.</summary>
internal sealed class LedgerTerm : IAsyncDisposable
{
    private readonly HeldTerm _held;
    private readonly IWritePool _pool;
    private readonly WriteAccess _access;

    private LedgerTerm(HeldTerm held, IWritePool pool, WriteAccess access, LedgerStore store) => (_held, _pool, _access, Store) = (held, pool, access, store);

    public LedgerStore Store { get; }

    public LockTerm Term => _held.Term;

    /// <param name="storage">Of a replica.</param>
    /// <param name="access">Of the same replica; not open.</param>
    /// <param name="stores">Of the same replica.</param>
    public static async Task<LedgerTerm> BeginAsync(ReplicaStorage storage, WriteAccess access, LedgerStores stores)
    {
        var held = await HeldTerm.TakeAsync(storage.Locks);
        var pool = await storage.WritePools.OpenAsync(held.Term, CancellationToken.None);
        access.Open(pool);
        return new LedgerTerm(held, pool, access, stores.Open(held.Term));
    }

    public async ValueTask DisposeAsync()
    {
        await _access.Close();
        await _pool.DisposeAsync();
        await _held.ReleaseAsync(successor: null);
        await _held.DisposeAsync();
    }
}
