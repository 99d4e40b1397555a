using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A stored ledger in a term of its own, without the actors of a replica.</summary>
internal sealed class LedgerTerm : IAsyncDisposable
{
    private readonly WritingTerm _term;

    private LedgerTerm(WritingTerm term, LedgerStore store) => (_term, Store) = (term, store);

    public LedgerStore Store { get; }

    public LockTerm Term => _term.Term;

    /// <param name="storage">Of a replica.</param>
    /// <param name="access">Of the same replica; not open.</param>
    /// <param name="stores">Of the same replica.</param>
    public static async Task<LedgerTerm> BeginAsync(ReplicaStorage storage, WriteAccess access, LedgerStores stores)
    {
        var term = await WritingTerm.BeginAsync(storage, access);
        return new LedgerTerm(term, stores.Open(term.Term));
    }

    public ValueTask DisposeAsync() => _term.DisposeAsync();
}
