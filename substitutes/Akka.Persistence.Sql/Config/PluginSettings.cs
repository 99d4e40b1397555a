using System.Data;
using Akka.Actor;
using Akka.Configuration;
using LinqToDB;

namespace Akka.Persistence.Sql.Config;

/// <summary>What journal and snapshot store have in common.</summary>
internal abstract class PluginSettings
{
    /// <param name="own">The plugin's section, with defaults.</param>
    /// <param name="mappingDefaults">What other mappings than the default one may leave out.</param>
    /// <param name="system">Whose setups may bring data options.</param>
    /// <exception cref="ConfigurationException">The mapping is not there.</exception>
    protected PluginSettings(Configuration.Config own, Configuration.Config mappingDefaults, ActorSystem system)
    {
        ProviderName = own.GetString("provider-name") ?? "";
        DefaultSerializer = own.GetString("serializer");
        AutoInitialize = own.GetBoolean("auto-initialize");
        ReadIsolationLevel = Level(own.GetString("read-isolation-level"));
        WriteIsolationLevel = Level(own.GetString("write-isolation-level"));
        Options = Given(system, own.GetString("plugin-id")) ?? new DataOptions().UseConnectionString(ProviderName, own.GetString("connection-string") ?? "");
        var name = own.GetString("table-mapping");
        var mapping = own.GetConfig(name) ?? throw new ConfigurationException($"table-mapping names {name}, but there is no such section beside it.");
        Mapping = name == "default" ? mapping : mapping.WithFallback(mappingDefaults);
        SchemaName = Mapping.GetString("schema-name");
    }

    /// <summary>As configured; data options have their own.</summary>
    public string ProviderName { get; }

    public string? DefaultSerializer { get; }

    public bool AutoInitialize { get; }

    public IsolationLevel ReadIsolationLevel { get; }

    public IsolationLevel WriteIsolationLevel { get; }

    public DataOptions Options { get; }

    public string? SchemaName { get; }

    protected Configuration.Config Mapping { get; }

    private static DataOptions? Given(ActorSystem system, string? pluginId)
    {
        var setups = system.Settings.Setup;
        if (setups.Get<DataOptionsSetup>() is { HasValue: true, Value: var one })
            return one.DataOptions;
        return pluginId is not null && setups.Get<MultiDataOptionsSetup>() is { HasValue: true, Value: var many } && many.TryGetDataOptionsFor(pluginId, out var options)
            ? options
            : null;
    }

    private static IsolationLevel Level(string? name) => name switch
    {
        null or "unspecified" => IsolationLevel.Unspecified,
        "read-committed" => IsolationLevel.ReadCommitted,
        "read-uncommitted" => IsolationLevel.ReadUncommitted,
        "repeatable-read" => IsolationLevel.RepeatableRead,
        "serializable" => IsolationLevel.Serializable,
        "snapshot" => IsolationLevel.Snapshot,
        _ => throw new ConfigurationException(
            $"Unknown isolation-level value {name}. Should be one of: read-committed | read-uncommitted | repeatable-read | serializable | snapshot | unspecified"),
    };
}
