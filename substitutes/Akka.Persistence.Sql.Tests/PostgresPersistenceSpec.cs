using Akka.Persistence.Sql.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Sql.Tests;

[Collection(PostgresTests.Name)]
public sealed class PostgresPersistenceSpec : SqlPersistenceSpec
{
    public PostgresPersistenceSpec(PostgresFixture server) : base(new PostgresDatabase(server))
    {
    }

    [Fact]
    public async Task Tables_have_the_columns_and_indexes_of_the_package()
    {
        await CreateTablesAsync();

        (await Database.ColumnsAsync("journal")).Should().Equal(
            "ordering|bigint identity|NO", "created|bigint|NO", "deleted|boolean|NO", "persistence_id|text|NO", "sequence_number|bigint|NO",
            "message|bytea|NO", "manifest|text|YES", "identifier|integer|YES", "writer_uuid|text|YES");
        (await Database.IndexesAsync("journal")).Should().BeEquivalentTo("PK_journal", "journal_created_idx", "journal_sequence_number_idx", "journal_uq");
        (await Database.ColumnsAsync("tags")).Should().Equal("ordering_id|bigint|NO", "tag|text|NO", "sequence_nr|bigint|NO", "persistence_id|text|NO");
        (await Database.IndexesAsync("tags")).Should().BeEquivalentTo("PK_tags", "tags_persistence_id_sequence_nr_idx", "tags_tag_idx");
        (await Database.ColumnsAsync("snapshot")).Should().Equal(
            "persistence_id|text|NO", "sequence_number|bigint|NO", "created|bigint|NO", "snapshot|bytea|YES", "manifest|text|YES", "serializer_id|integer|YES");
        (await Database.IndexesAsync("snapshot")).Should().BeEquivalentTo("PK_snapshot", "snapshot_created_idx", "snapshot_sequence_number_idx");
        (await Database.ColumnsAsync("csv_journal")).Should().HaveCount(10).And.Contain("tags|text|YES");
        (await Database.ColumnsAsync("csv_metadata")).Should().Equal("persistence_id|text|NO", "sequence_number|bigint|NO");
    }
}
