using System.Data.Common;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Snapshot;

/// <summary>Reads and writes the table of snapshots.</summary>
internal sealed class SnapshotTable
{
    private readonly SqlDatabase _database;
    private readonly SnapshotSettings _settings;
    private readonly string _table;
    private readonly string _id;
    private readonly string _number;
    private readonly string _created;
    private readonly string _content;

    public SnapshotTable(SqlDatabase database, SnapshotSettings settings)
    {
        _database = database;
        _settings = settings;
        _table = SqlDialect.Quoted(settings.SchemaName, settings.Table);
        _id = Name("persistence-id");
        _number = Name("sequence-number");
        _created = Name("created");
        _content = $"{Name("snapshot")}, {Name("manifest")}, {Name("serializerId")}";
    }

    public Task InitializeAsync(CancellationToken cancellation)
    {
        var dialect = _database.Dialect;
        var (id, number, created) = (_settings.Column("persistence-id"), _settings.Column("sequence-number"), _settings.Column("created"));
        var table = new TableDefinition(_settings.SchemaName, _settings.Table)
            .Column(id, dialect.Text(255))
            .Column(number, dialect.Long)
            .Column(created, dialect.Long)
            .Column(_settings.Column("snapshot"), dialect.Bytes, isNullable: true)
            .Column(_settings.Column("manifest"), dialect.Text(500), isNullable: true)
            .Column(_settings.Column("serializerId"), dialect.Number, isNullable: true)
            .Key(id, number);
        if (_settings.ProviderName.Length > 0)
            table.Index(number).Index(created);
        return _database.ExecuteAsync(table.Statements, cancellation);
    }

    /// <summary>The newest within bounds; null if there is none.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="maxNumber">None after this event.</param>
    /// <param name="maxCreated">None made later; ticks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<SnapshotRow?> FindAsync(string persistenceId, long maxNumber, long maxCreated, CancellationToken cancellation)
    {
        var sql = $"""
            select {_number}, {_created}, {_content} from {_table}
            where {_id} = @id and {_number} <= @number and {_created} <= @created
            order by {_number} desc limit 1
            """;
        var found = await _database.TransactAsync(
            _settings.ReadIsolationLevel,
            session => session.QueryAsync(sql, reader => Read(persistenceId, reader), ("@id", persistenceId), ("@number", maxNumber), ("@created", maxCreated)),
            cancellation).ConfigureAwait(false);
        return found.FirstOrDefault();
    }

    /// <summary>Saves a snapshot, in place of one of the same number.</summary>
    public Task SaveAsync(SnapshotRow row, CancellationToken cancellation)
    {
        var (snapshot, manifest, serializer) = (Name("snapshot"), Name("manifest"), Name("serializerId"));
        var sql = $"""
            insert into {_table} ({_id}, {_number}, {_created}, {_content}) values (@id, @number, @created, @payload, @manifest, @serializer)
            on conflict ({_id}, {_number}) do update set {_created} = excluded.{_created}, {snapshot} = excluded.{snapshot},
            {manifest} = excluded.{manifest}, {serializer} = excluded.{serializer}
            """;
        return WriteAsync(
            sql, cancellation, ("@id", row.PersistenceId), ("@number", row.SequenceNumber), ("@created", row.Created),
            ("@payload", row.Payload), ("@manifest", row.Manifest), ("@serializer", row.SerializerId));
    }

    /// <summary>Deletes one, unless it was made later.</summary>
    public Task DeleteOneAsync(string persistenceId, long number, long maxCreated, CancellationToken cancellation) => WriteAsync(
        $"delete from {_table} where {_id} = @id and {_number} = @number and {_created} <= @created",
        cancellation, ("@id", persistenceId), ("@number", number), ("@created", maxCreated));

    /// <summary>Deletes all within bounds.</summary>
    public Task DeleteAsync(string persistenceId, long maxNumber, long maxCreated, CancellationToken cancellation) => WriteAsync(
        $"delete from {_table} where {_id} = @id and {_number} <= @number and {_created} <= @created",
        cancellation, ("@id", persistenceId), ("@number", maxNumber), ("@created", maxCreated));

    private static SnapshotRow Read(string persistenceId, DbDataReader reader) => new(
        persistenceId,
        reader.GetInt64(0),
        reader.GetInt64(1),
        reader.GetFieldValue<byte[]>(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetInt32(4));

    private string Name(string key) => SqlDialect.Quoted(_settings.Column(key));

    private Task<int> WriteAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        _database.TransactAsync(_settings.WriteIsolationLevel, session => session.ExecuteAsync(sql, parameters), cancellation);
}

/// <summary>A snapshot as it is stored.</summary>
internal sealed record SnapshotRow(string PersistenceId, long SequenceNumber, long Created, byte[] Payload, string? Manifest, int? SerializerId);
