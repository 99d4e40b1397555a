using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

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
        await using var command = new NpgsqlCommand(NewestSql, connection) { Parameters = { new() { Value = limit } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var terms = new List<TermRecord>();
        while (await reader.ReadAsync(cancellation))
            terms.Add(TermRow.Read(reader, 0));
        return terms;
    }
}
