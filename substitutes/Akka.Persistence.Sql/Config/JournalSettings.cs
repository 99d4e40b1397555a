using Akka.Actor;

namespace Akka.Persistence.Sql.Config;

/// <summary>What is configured for a journal.</summary>
internal sealed class JournalSettings : PluginSettings
{
    public JournalSettings(Configuration.Config own, ActorSystem system)
        : base(own, SqlPersistence.DefaultJournalMappingConfiguration, system)
    {
        KeepsMetadata = own.GetBoolean("delete-compatibility-mode");
        TagMode = Enum.TryParse<TagMode>(own.GetString("tag-write-mode"), ignoreCase: true, out var mode) ? mode : TagMode.TagTable;
        TagSeparator = own.GetString("tag-separator");
        BufferSize = own.GetInt("buffer-size");
        BatchSize = own.GetInt("batch-size");
        StatementSize = own.GetInt("db-round-trip-max-batch-size");
        Parallelism = own.GetInt("parallelism");
        ReplayBatchSize = own.GetInt("replay-batch-size");
        UsesWriterUuid = Mapping.GetBoolean("journal.use-writer-uuid-column");
    }

    public bool KeepsMetadata { get; }

    public TagMode TagMode { get; }

    public string TagSeparator { get; }

    public int BufferSize { get; }

    public int BatchSize { get; }

    public int StatementSize { get; }

    public int Parallelism { get; }

    public int ReplayBatchSize { get; }

    public bool UsesWriterUuid { get; }

    public string JournalTable => Mapping.GetString("journal.table-name");

    public string MetadataTable => Mapping.GetString("metadata.table-name");

    public string TagTable => Mapping.GetString("tag.table-name");

    public string JournalColumn(string key) => Mapping.GetString($"journal.columns.{key}");

    public string MetadataColumn(string key) => Mapping.GetString($"metadata.columns.{key}");

    public string TagColumn(string key) => Mapping.GetString($"tag.columns.{key}");
}
