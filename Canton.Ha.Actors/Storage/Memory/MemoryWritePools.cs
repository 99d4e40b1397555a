using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Embedded;
using Canton.Ha.Actors.Locking.Memory;
using Canton.Ha.Actors.Storage.Embedded;

namespace Canton.Ha.Actors.Storage.Memory;

/// <summary>Write sessions of a memory store; there is nobody to wait for at the barrier.</summary>
public sealed class MemoryWritePools(MemoryStore store) : IWritePools
{
    /// <inheritdoc/>
    public Task<IWritePool> OpenAsync(LockTerm term, CancellationToken cancellation) => Inline.Run<IWritePool>(() =>
    {
        var first = OpenSession(term);
        first.Write([TermRow.Begin(term.Number, store.Replica)], cancellation);
        first.Close();
        return SqliteWritePool.Open(term, size: 1, () => OpenSession(term));
    });

    private SqliteWriteSession OpenSession(LockTerm term) => new(store.OpenConnection(), term, poolLock: null);
}
