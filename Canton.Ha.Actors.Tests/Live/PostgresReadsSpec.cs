using Canton.Ha.Actors.Storage.Postgres;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public sealed class PostgresReadsSpec(SharedPostgres postgres)
{
    private const string EndSql = "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    [Fact]
    public async Task Whoever_reads_first_after_the_server_has_ended_the_sessions_notices_nothing()
    {
        var storage = await postgres.CreateDatabaseAsync();
        var time = new FakeTime();
        await using var reads = new PostgresReads(new PostgresReplica("reader", storage).Database, time);
        var (one, two) = (await reads.OpenAsync(CancellationToken.None), await reads.OpenAsync(CancellationToken.None));
        await one.DisposeAsync();
        await two.DisposeAsync();
        (await postgres.Server.ReadAsync<long>(storage.Database, EndSql)).Should().Be(2);
        time.Advance(2.Seconds());

        await using var again = await reads.OpenAsync(CancellationToken.None);

        await using var command = again.CreateCommand();
        command.CommandText = "select 42";
        (await command.ExecuteScalarAsync()).Should().Be(42);
    }
}
