using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Postgres;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>Reads the term table on PostgreSQL.</summary>
internal sealed class PostgresTermHistory(PostgresReads reads) : ITermHistory
{
    private const string NewestSql = """
        select term, replica, cause, began_at, active_at, ended_at, end_cause from canton_ha.term order by term desc limit $1
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TermRecord>> ReadAsync(int limit, CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        return await connection.ListAsync(NewestSql, row => TermRow.Read(row, 0), cancellation, limit);
    }
}
