using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Sql.Tests;

public sealed class SqlMappingSpec
{
    [Theory]
    [InlineData("sql-server", "dbo|EventJournal|SequenceNr|IsDeleted|Timestamp|Payload|Metadata|PersistenceId")]
    [InlineData("sqlite", "|event_journal|sequence_nr|is_deleted|timestamp|payload|journal_metadata|persistence_id")]
    [InlineData("postgresql", "public|event_journal|sequence_nr|is_deleted|created_at|payload|metadata|persistence_id")]
    [InlineData("mysql", "|event_journal|sequence_nr|is_deleted|created_at|payload|metadata|persistence_id")]
    public void Journals_of_older_plugins_have_their_names(string mapping, string expected)
    {
        var tables = SqlPersistence.DefaultJournalConfiguration.GetConfig(mapping);
        string[] keys =
        [
            "schema-name", "journal.table-name", "journal.columns.sequence-number", "journal.columns.deleted", "journal.columns.created",
            "journal.columns.message", "metadata.table-name", "metadata.columns.persistence-id",
        ];
        string.Join('|', keys.Select(key => tables.GetString(key))).Should().Be(expected);
        tables.GetBoolean("journal.use-writer-uuid-column", true).Should().BeFalse();
    }

    [Theory]
    [InlineData("sql-server", "dbo|SnapshotStore|PersistenceId|SequenceNr|Timestamp|Snapshot|Manifest|SerializerId")]
    [InlineData("sqlite", "|snapshot|persistence_id|sequence_nr|created_at|payload|manifest|serializer_id")]
    [InlineData("postgresql", "public|snapshot_store|persistence_id|sequence_nr|created_at|payload|manifest|serializer_id")]
    [InlineData("mysql", "|snapshot_store|persistence_id|sequence_nr|created_at|snapshot|manifest|serializer_id")]
    public void Snapshots_of_older_plugins_have_their_names(string mapping, string expected)
    {
        var tables = SqlPersistence.DefaultSnapshotConfiguration.GetConfig(mapping);
        string[] keys =
        [
            "schema-name", "snapshot.table-name", "snapshot.columns.persistence-id", "snapshot.columns.sequence-number", "snapshot.columns.created",
            "snapshot.columns.snapshot", "snapshot.columns.manifest", "snapshot.columns.serializerId",
        ];
        string.Join('|', keys.Select(key => tables.GetString(key))).Should().Be(expected);
    }
}
