using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Sql;

/// <summary>Adds the defaults of the SQL plugins to the configuration of a system.</summary>
public sealed class SqlPersistence : IExtension
{
    public const string JournalConfigPath = "akka.persistence.journal.sql";

    public const string SnapshotStoreConfigPath = "akka.persistence.snapshot-store.sql";

    public static readonly Configuration.Config DefaultConfiguration = ConfigurationFactory
        .FromResource<SqlPersistence>("Akka.Persistence.Sql.persistence.conf")
        .WithFallback(ConfigurationFactory.FromResource<SqlPersistence>("Akka.Persistence.Sql.snapshot.conf"));

    public static readonly Configuration.Config DefaultJournalConfiguration = DefaultConfiguration.GetConfig(JournalConfigPath);

    public static readonly Configuration.Config DefaultSnapshotConfiguration = DefaultConfiguration.GetConfig(SnapshotStoreConfigPath);

    public static readonly Configuration.Config DefaultJournalMappingConfiguration = DefaultJournalConfiguration.GetConfig("default");

    public static readonly Configuration.Config DefaultSnapshotMappingConfiguration = DefaultSnapshotConfiguration.GetConfig("default");

    public readonly Configuration.Config DefaultConfig = DefaultConfiguration;

    public readonly Configuration.Config DefaultJournalConfig = DefaultJournalConfiguration;

    public readonly Configuration.Config DefaultJournalMappingConfig = DefaultJournalMappingConfiguration;

    public readonly Configuration.Config DefaultSnapshotConfig = DefaultSnapshotConfiguration;

    public readonly Configuration.Config DefaultSnapshotMappingConfig = DefaultSnapshotMappingConfiguration;

    public SqlPersistence(ActorSystem system) => system.Settings.InjectTopLevelFallback(DefaultConfiguration);

    public static SqlPersistence Get(ActorSystem system) => system.WithExtension<SqlPersistence, SqlPersistenceProvider>();
}

/// <summary>Makes <see cref="SqlPersistence"/>.</summary>
public sealed class SqlPersistenceProvider : ExtensionIdProvider<SqlPersistence>
{
    public override SqlPersistence CreateExtension(ExtendedActorSystem system) => new(system);
}
