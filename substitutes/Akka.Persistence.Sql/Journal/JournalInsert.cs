using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Journal;

/// <summary>Inserts rows with one statement, and their tags with another one.</summary>
internal sealed class JournalInsert
{
    private readonly JournalTables _tables;
    private readonly JournalSettings _settings;

    public JournalInsert(JournalTables tables, JournalSettings settings)
    {
        _tables = tables;
        _settings = settings;
    }

    public async Task RunAsync(SqlSession session, JournalRow[] rows)
    {
        var columns = Columns();
        var names = string.Join(", ", columns.Select(column => _tables[column.Key]));
        var insert = $"insert into {_tables.Journal} ({names}) values {Values(rows.Length, columns.Length)}";
        var values = Parameters(rows.Select(row => columns.Select(column => column.Value(row))));
        if (!_tables.HasTagTable || rows.All(row => row.Tags.Count == 0))
        {
            await session.ExecuteAsync(insert, values).ConfigureAwait(false);
            return;
        }

        // The order in which a database returns new rows is its own affair.
        var inserted = await session.QueryAsync(
            $"{insert} returning {_tables["ordering"]}, {_tables["persistence-id"]}, {_tables["sequence-number"]}",
            reader => (Key: (reader.GetString(1), reader.GetInt64(2)), Ordering: reader.GetInt64(0)),
            values).ConfigureAwait(false);
        await InsertTagsAsync(session, rows, inserted.ToDictionary(row => row.Key, row => row.Ordering)).ConfigureAwait(false);
    }

    private static string Values(int rows, int columns) => string.Join(
        ", ", Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", Enumerable.Range(row * columns, columns).Select(i => $"@p{i}"))})"));

    private static IEnumerable<(string Name, object? Value)> Parameters(IEnumerable<IEnumerable<object?>> rows) =>
        rows.SelectMany(row => row).Select((value, i) => ($"@p{i}", value));

    private (string Key, Func<JournalRow, object?> Value)[] Columns() =>
    [
        ("created", row => row.Created),
        ("deleted", _ => false),
        ("persistence-id", row => row.PersistenceId),
        ("sequence-number", row => row.SequenceNumber),
        ("message", row => row.Message),
        ("manifest", row => row.Manifest),
        ("identifier", row => row.Identifier),
        .. _settings.UsesWriterUuid ? [("writer-uuid", row => row.WriterUuid)] : Array.Empty<(string, Func<JournalRow, object?>)>(),
        .. _tables.HasTagColumn ? [("tags", Separated)] : Array.Empty<(string, Func<JournalRow, object?>)>(),
    ];

    private string Separated(JournalRow row) => row.Tags.Count == 0
        ? ""
        : $"{_settings.TagSeparator}{string.Join(_settings.TagSeparator, row.Tags)}{_settings.TagSeparator}";

    private Task<int> InsertTagsAsync(SqlSession session, JournalRow[] rows, Dictionary<(string, long), long> orderings)
    {
        var tags = rows
            .SelectMany(row => row.Tags.Select(tag => new object?[] { orderings[(row.PersistenceId, row.SequenceNumber)], tag, row.SequenceNumber, row.PersistenceId }))
            .ToList();
        var sql = $"insert into {_tables.Tags} ({_tables.Tag("ordering-id")}, {_tables.Tag("tag-value")}, {_tables.Tag("sequence-nr")}, {_tables.Tag("persistence-id")}) values {Values(tags.Count, 4)}";
        return session.ExecuteAsync(sql, Parameters(tags));
    }
}
