using Akka.Configuration;
using Akka.Persistence.Sql.Config;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Storage;
using LinqToDB;
using LinqToDB.DataProvider.PostgreSQL;
using LinqToDB.DataProvider.SQLite;

namespace Canton.Ha.Actors.Synchronizers.Journal;

/// <summary>The plugins with which Akka.Persistence.Sql writes for one replica: on its own tables, over its own write sessions.</summary>
internal static class JournalPlugins
{
    private const string Schema = "canton_ha";

    /// <summary>Where a replica remembers its synchronizers.</summary>
    public static RegistryJournal Of(string replica) => At($"canton-{replica}");

    /// <summary>The same, read while the replica is passive; nothing can be written there.</summary>
    public static RegistryJournal RehearsalOf(string replica) => At($"rehearsal-{replica}");

    /// <summary>The configuration of the plugins of some replicas, and of what turns events into bytes.</summary>
    public static Config ConfigurationFor(IEnumerable<NodeSettings> replicas) =>
        ConfigurationFactory.ParseString(string.Join('\n', replicas.SelectMany(SectionsOf).Append(RegistrySerializer.Configuration)));

    /// <summary>Adds where the plugins of a replica get their connections.</summary>
    public static void AddTo(MultiDataOptionsSetup setup, NodeSettings replica, WriteAccess access, IReads reads)
    {
        Add(Of(replica.Name), access.RentAsync);
        Add(RehearsalOf(replica.Name), async cancellation => new ReadingSession(await reads.OpenAsync(cancellation)));

        void Add(RegistryJournal journal, Func<CancellationToken, Task<IWriteSession>> rent)
        {
            var options = OptionsFor(replica.Storage).UseConnectionFactory(_ => new FencedConnection(rent));
            setup.AddDataOptions(journal.Journal, options);
            setup.AddDataOptions(journal.Snapshots, options);
        }
    }

    private static RegistryJournal At(string section) => new($"akka.persistence.journal.{section}", $"akka.persistence.snapshot-store.{section}");

    private static string[] SectionsOf(NodeSettings replica) => [SectionsOf(Of(replica.Name), replica), SectionsOf(RehearsalOf(replica.Name), replica)];

    /// <summary>A failed write ends the actor that wanted it: after it the journal tries again at once, and does not rest for others.</summary>
    private static string SectionsOf(RegistryJournal journal, NodeSettings replica)
    {
        var schema = replica.Storage is StorageSettings.Postgres ? Schema : "null";
        return $$"""
            {{journal.Journal}} {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              plugin-id = "{{journal.Journal}}"
              provider-name = "{{ProviderOf(replica.Storage)}}"
              auto-initialize = off
              parallelism = 1
              default.schema-name = {{schema}}
              circuit-breaker.reset-timeout = 1s
            }
            {{journal.Snapshots}} {
              class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
              plugin-id = "{{journal.Snapshots}}"
              provider-name = "{{ProviderOf(replica.Storage)}}"
              auto-initialize = off
              default.schema-name = {{schema}}
              circuit-breaker.reset-timeout = 1s
            }
            """;
    }

    private static string ProviderOf(StorageSettings storage) => storage is StorageSettings.Postgres ? ProviderName.PostgreSQL15 : ProviderName.SQLiteMS;

    private static DataOptions OptionsFor(StorageSettings storage) => new DataOptions()
        .UseDataProvider(storage is StorageSettings.Postgres ? PostgreSQLTools.GetDataProvider(PostgreSQLVersion.v15) : SQLiteTools.GetDataProvider(ProviderName.SQLiteMS))
        .UseProvider(ProviderOf(storage));
}
