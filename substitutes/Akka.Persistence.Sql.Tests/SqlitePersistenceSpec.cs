using Akka.Persistence.Sql.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Sql.Tests;

public sealed class SqlitePersistenceSpec : SqlPersistenceSpec
{
    public SqlitePersistenceSpec() : base(new SqliteDatabase())
    {
    }

    [Fact]
    public async Task Tables_have_the_columns_and_indexes_of_the_package()
    {
        await CreateTablesAsync();

        (await Database.ColumnsAsync("journal")).Should().Equal(
            "ordering|INTEGER|NO", "created|BigInt|NO", "deleted|Bit|NO", "persistence_id|NVarChar(255)|NO", "sequence_number|BigInt|NO",
            "message|VarBinary|NO", "manifest|NVarChar(500)|YES", "identifier|INTEGER|YES", "writer_uuid|NVarChar(128)|YES");
        (await Database.IndexesAsync("journal")).Should().Equal("journal_created_idx", "journal_sequence_number_idx", "journal_uq");
        (await Database.ColumnsAsync("tags")).Should().Equal(
            "ordering_id|INTEGER|NO", "tag|NVarChar(64)|NO", "sequence_nr|INTEGER|NO", "persistence_id|NVarChar(255)|NO");
        (await Database.IndexesAsync("tags")).Should().Equal("tags_persistence_id_sequence_nr_idx", "tags_tag_idx");
        (await Database.ColumnsAsync("snapshot")).Should().Equal(
            "persistence_id|NVarChar(255)|NO", "sequence_number|BigInt|NO", "created|BigInt|NO", "snapshot|VarBinary|YES",
            "manifest|NVarChar(500)|YES", "serializer_id|INTEGER|YES");
        (await Database.IndexesAsync("snapshot")).Should().Equal("snapshot_created_idx", "snapshot_sequence_number_idx");
        (await Database.ColumnsAsync("csv_journal")).Should().HaveCount(10).And.Contain("tags|NVarChar(100)|YES");
        (await Database.ColumnsAsync("csv_metadata")).Should().Equal("persistence_id|NVarChar(255)|NO", "sequence_number|BigInt|NO");
    }
}
