using Akka.Actor;

namespace Akka.Persistence.Sql.Config;

/// <summary>What is configured for a snapshot store.</summary>
internal sealed class SnapshotSettings : PluginSettings
{
    public SnapshotSettings(Configuration.Config own, ActorSystem system)
        : base(own, SqlPersistence.DefaultSnapshotMappingConfiguration, system)
    {
    }

    public string Table => Mapping.GetString("snapshot.table-name");

    public string Column(string key) => Mapping.GetString($"snapshot.columns.{key}");
}
