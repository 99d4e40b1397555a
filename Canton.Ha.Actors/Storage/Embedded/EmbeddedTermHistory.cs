using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Embedded;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>Reads the term table of a SQLite file.</summary>
public sealed class EmbeddedTermHistory(EmbeddedStore store) : ITermHistory
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<TermRecord>> ReadAsync(int limit, CancellationToken cancellation) => Inline.Run(() =>
    {
        using var connection = store.OpenConnection();
        return EmbeddedTables.NewestTerms(connection, limit);
    });
}
