using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Embedded;
using Canton.Ha.Actors.Locking.Memory;

namespace Canton.Ha.Actors.Storage.Memory;

/// <summary>Reads the term table of a memory store.</summary>
public sealed class MemoryTermHistory(MemoryStore store) : ITermHistory
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<TermRecord>> ReadAsync(int limit, CancellationToken cancellation) => Inline.Run(() =>
    {
        using var connection = store.OpenConnection();
        return EmbeddedTables.NewestTerms(connection, limit);
    });
}
