using FluentAssertions;
using Npgsql;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The table that appending replicas write to, and what the server's own commit timestamps prove about it.</summary>
internal sealed class AppendedRows(PostgresServer server, string database)
{
    /// <summary>
    /// began_at of a term is the clock in its barrier, after both locks were taken and before the transaction of the row was committed. A row
    /// committed by anybody must lie between the barrier of its own term and that of the next one.
    /// </summary>
    private const string MisplacedSql = """
        with terms as (
            select term, replica, began_at, lead(began_at) over (order by term) as next_began_at from canton_ha.term
        )
        select format('row of term %s by %s, committed at %s; the term began at %s by %s, the next one at %s',
            a.term, a.replica, pg_xact_commit_timestamp(a.xmin), t.began_at, t.replica, t.next_began_at)
        from appended a left join terms t on t.term = a.term
        where t.term is null or t.replica <> a.replica
            or pg_xact_commit_timestamp(a.xmin) < t.began_at or pg_xact_commit_timestamp(a.xmin) > t.next_began_at
        limit 20
        """;

    private const string UnorderedSql = """
        select format('term %s began at %s, but the one before it at %s', term, began_at, before)
        from (select term, began_at, lag(began_at) over (order by term) as before from canton_ha.term) t
        where began_at <= before
        """;

    public Task CreateTableAsync() => server.ExecuteAsync(
        database, $"create table appended (term bigint not null, replica text not null); alter table appended owner to {PostgresServer.Role}");

    public Task<long> CountAsync() => server.ReadAsync<long>(database, "select count(*) from appended");

    public Task<long> CountAsync(long term) => server.ReadAsync<long>(database, $"select count(*) from appended where term = {term}");

    /// <summary>How many terms have rows.</summary>
    public Task<long> CountTermsAsync() => server.ReadAsync<long>(database, "select count(distinct term) from appended");

    /// <summary>Waits for rows of a term beyond those that are there.</summary>
    public async Task GrowAsync(long term)
    {
        var before = await CountAsync(term);
        await Eventually.BecomesTrueAsync($"rows are appended in term {term}", async () => await CountAsync(term) > before, Bounds.Takeover);
    }

    /// <summary>No row of an older term was committed after the barrier of a newer one, and terms and their barriers grow together.</summary>
    public async Task ShouldLieInTheirTermsAsync()
    {
        (await ReadAsync(MisplacedSql)).Should().BeEmpty();
        (await ReadAsync(UnorderedSql)).Should().BeEmpty();
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var connection = await server.ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return lines;
    }
}
