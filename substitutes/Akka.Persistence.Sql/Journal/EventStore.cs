using System.Data.Common;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Journal;

/// <summary>Reads and writes the journal's tables.</summary>
internal sealed class EventStore
{
    private readonly SqlDatabase _database;
    private readonly JournalSettings _settings;
    private readonly JournalTables _tables;
    private readonly CancellationToken _stopped;

    public EventStore(SqlDatabase database, JournalSettings settings, CancellationToken stopped)
    {
        _database = database;
        _settings = settings;
        _tables = new JournalTables(settings);
        _stopped = stopped;
    }

    public Task InitializeAsync() => _database.ExecuteAsync(_tables.Definitions(_database.Dialect), _stopped);

    /// <summary>Writes all rows or none.</summary>
    public Task WriteAsync(IReadOnlyList<JournalRow> rows) => _database.TransactAsync(
        _settings.WriteIsolationLevel,
        async session =>
        {
            foreach (var chunk in rows.Chunk(Math.Min(_settings.StatementSize, _database.Dialect.RowsPerStatement)))
                await new JournalInsert(_tables, _settings).RunAsync(session, chunk).ConfigureAwait(false);
            return rows.Count;
        },
        _stopped);

    /// <summary>The highest number ever written for an id; 0 when there is none.</summary>
    public async Task<long> HighestAsync(string persistenceId)
    {
        var sql = $"select max({_tables["sequence-number"]}) from {_tables.Journal} where {_tables["persistence-id"]} = @id";
        if (_settings.KeepsMetadata)
            sql += $" union select max({_tables.Meta("sequence-number")}) from {_tables.Metadata} where {_tables.Meta("persistence-id")} = @id";
        var found = await _database.TransactAsync(
            _settings.ReadIsolationLevel,
            session => session.QueryAsync(sql, reader => reader.IsDBNull(0) ? 0 : reader.GetInt64(0), ("@id", persistenceId)),
            _stopped).ConfigureAwait(false);
        return found.Max();
    }

    /// <summary>The first events from one number to another, in order.</summary>
    public Task<List<JournalRow>> ReadAsync(string persistenceId, long from, long to, int max)
    {
        var writer = _settings.UsesWriterUuid ? _tables["writer-uuid"] : "null";
        var sql = $"""
            select {_tables["sequence-number"]}, {_tables["created"]}, {_tables["message"]}, {_tables["manifest"]}, {_tables["identifier"]}, {writer}
            from {_tables.Journal}
            where {_tables["persistence-id"]} = @id and {_tables["sequence-number"]} between @from and @to and {_tables["deleted"]} = @deleted
            order by {_tables["sequence-number"]} limit @max
            """;
        return _database.TransactAsync(
            _settings.ReadIsolationLevel,
            session => session.QueryAsync(
                sql, reader => Read(persistenceId, reader), ("@id", persistenceId), ("@from", from), ("@to", to), ("@deleted", false), ("@max", max)),
            _stopped);
    }

    /// <summary>Deletes events, except that the last one is only marked, for its number.</summary>
    public Task DeleteAsync(string persistenceId, long to) => _database.TransactAsync(
        _settings.WriteIsolationLevel,
        async session =>
        {
            var (id, number, deleted) = (_tables["persistence-id"], _tables["sequence-number"], _tables["deleted"]);
            await session.ExecuteAsync(
                $"update {_tables.Journal} set {deleted} = @deleted where {id} = @id and {number} <= @to",
                ("@id", persistenceId), ("@to", to), ("@deleted", true)).ConfigureAwait(false);
            var marked = await session.QueryAsync(
                $"select max({number}) from {_tables.Journal} where {id} = @id and {deleted} = @deleted",
                reader => reader.IsDBNull(0) ? 0 : reader.GetInt64(0), ("@id", persistenceId), ("@deleted", true)).ConfigureAwait(false);
            if (_settings.KeepsMetadata)
                await KeepAsync(session, persistenceId, marked[0]).ConfigureAwait(false);
            if (_tables.HasTagTable)
            {
                await session.ExecuteAsync(
                    $"delete from {_tables.Tags} where {_tables.Tag("persistence-id")} = @id and {_tables.Tag("sequence-nr")} <= @to",
                    ("@id", persistenceId), ("@to", to)).ConfigureAwait(false);
            }

            return await session.ExecuteAsync(
                $"delete from {_tables.Journal} where {id} = @id and {number} <= @to and {number} < @marked",
                ("@id", persistenceId), ("@to", to), ("@marked", marked[0])).ConfigureAwait(false);
        },
        _stopped);

    private static JournalRow Read(string persistenceId, DbDataReader reader) => new(
        persistenceId,
        reader.GetInt64(0),
        reader.GetInt64(1),
        reader.GetFieldValue<byte[]>(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetInt32(4),
        reader.IsDBNull(5) ? null : reader.GetString(5),
        []);

    private async Task KeepAsync(SqlSession session, string persistenceId, long number)
    {
        var (id, kept) = (_tables.Meta("persistence-id"), _tables.Meta("sequence-number"));
        await session.ExecuteAsync(
            $"insert into {_tables.Metadata} ({id}, {kept}) values (@id, @number) on conflict do nothing",
            ("@id", persistenceId), ("@number", number)).ConfigureAwait(false);
        await session.ExecuteAsync(
            $"delete from {_tables.Metadata} where {id} = @id and {kept} < @number", ("@id", persistenceId), ("@number", number)).ConfigureAwait(false);
    }
}
