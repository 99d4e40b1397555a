using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Journal;

/// <summary>Names and definitions of the journal's tables.</summary>
internal sealed class JournalTables
{
    private readonly JournalSettings _settings;

    public JournalTables(JournalSettings settings) => _settings = settings;

    public string Journal => SqlDialect.Quoted(_settings.SchemaName, _settings.JournalTable);

    public string Metadata => SqlDialect.Quoted(_settings.SchemaName, _settings.MetadataTable);

    public string Tags => SqlDialect.Quoted(_settings.SchemaName, _settings.TagTable);

    public bool HasTagColumn => _settings.TagMode != TagMode.TagTable;

    public bool HasTagTable => _settings.TagMode != TagMode.Csv;

    /// <summary>A column of the journal by its key.</summary>
    public string this[string key] => SqlDialect.Quoted(_settings.JournalColumn(key));

    public string Tag(string key) => SqlDialect.Quoted(_settings.TagColumn(key));

    public string Meta(string key) => SqlDialect.Quoted(_settings.MetadataColumn(key));

    /// <summary>What creates the tables that are not there.</summary>
    public IEnumerable<string> Definitions(SqlDialect dialect)
    {
        var isIndexed = _settings.ProviderName.Length > 0;
        return JournalDefinition(dialect, isIndexed).Statements
            .Concat(HasTagTable ? TagDefinition(dialect, isIndexed).Statements : [])
            .Concat(_settings.KeepsMetadata ? MetadataDefinition(dialect).Statements : []);
    }

    private TableDefinition JournalDefinition(SqlDialect dialect, bool isIndexed)
    {
        string Name(string key) => _settings.JournalColumn(key);
        var table = new TableDefinition(_settings.SchemaName, _settings.JournalTable)
            .Identity(Name("ordering"), dialect)
            .Column(Name("created"), dialect.Long)
            .Column(Name("deleted"), dialect.Flag)
            .Column(Name("persistence-id"), dialect.Text(255))
            .Column(Name("sequence-number"), dialect.Long)
            .Column(Name("message"), dialect.Bytes);
        if (HasTagColumn)
            table.Column(Name("tags"), dialect.Text(100), isNullable: true);
        table.Column(Name("manifest"), dialect.Text(500), isNullable: true).Column(Name("identifier"), dialect.Number, isNullable: true);
        if (_settings.UsesWriterUuid)
            table.Column(Name("writer-uuid"), dialect.Text(128), isNullable: true);
        table.Part(dialect.IdentityKey(_settings.JournalTable, Name("ordering")));
        return isIndexed
            ? table.Unique(dialect, Name("persistence-id"), Name("sequence-number")).Index(Name("created")).Index(Name("sequence-number"))
            : table;
    }

    private TableDefinition TagDefinition(SqlDialect dialect, bool isIndexed)
    {
        string Name(string key) => _settings.TagColumn(key);
        var table = new TableDefinition(_settings.SchemaName, _settings.TagTable)
            .Column(Name("ordering-id"), dialect.Reference)
            .Column(Name("tag-value"), dialect.Text(64))
            .Column(Name("sequence-nr"), dialect.Reference)
            .Column(Name("persistence-id"), dialect.Text(255))
            .Key(Name("ordering-id"), Name("tag-value"));
        return isIndexed ? table.Index(Name("persistence-id"), Name("sequence-nr")).Index(Name("tag-value")) : table;
    }

    private TableDefinition MetadataDefinition(SqlDialect dialect)
    {
        var (id, number) = (_settings.MetadataColumn("persistence-id"), _settings.MetadataColumn("sequence-number"));
        return new TableDefinition(_settings.SchemaName, _settings.MetadataTable)
            .Column(id, dialect.Text(255))
            .Column(number, dialect.Long)
            .Key(id, number);
    }
}
