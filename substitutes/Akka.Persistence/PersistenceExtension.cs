using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Journal;

namespace Akka.Persistence;

/// <summary>The journals and snapshot stores of a system, started when first asked for.</summary>
public class PersistenceExtension : IExtension
{
    private const string NoSnapshotStore = "akka.persistence.no-snapshot-store";
    private const string JournalDefaults = "akka.persistence.journal-plugin-fallback";
    private const string SnapshotStoreDefaults = "akka.persistence.snapshot-store-plugin-fallback";

    private readonly ConcurrentDictionary<string, Lazy<Plugin>> _plugins = new(StringComparer.Ordinal);
    private readonly ExtendedActorSystem _system;
    private readonly Config _config;
    private readonly Lazy<IStashOverflowStrategy> _stashOverflowStrategy;
    private readonly Lazy<IActorRef> _recoveryPermitter;
    private readonly Lazy<string> _defaultSnapshotStore;

    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        _config = system.Settings.Config.GetConfig("akka.persistence");
        Settings = new PersistenceSettings(system, _config);
        _defaultSnapshotStore = new Lazy<string>(DefaultSnapshotStore);
        _stashOverflowStrategy = new Lazy<IStashOverflowStrategy>(CreateStashOverflowStrategy);
        _recoveryPermitter = new Lazy<IActorRef>(
            () => system.SystemActorOf(Akka.Persistence.RecoveryPermitter.Props(_config.GetInt("max-concurrent-recoveries")), "recoveryPermitter"));
        StartPlugins();
    }

    public PersistenceSettings Settings { get; }

    public IStashOverflowStrategy DefaultInternalStashOverflowStrategy => _stashOverflowStrategy.Value;

    internal IActorRef RecoveryPermitter => _recoveryPermitter.Value;

    /// <summary>The path of an actor, as an id.</summary>
    public string PersistenceId(IActorRef actor) => actor.Path.ToStringWithoutAddress();

    /// <param name="journalPluginId">The configuration path of a journal; null or empty for the default one.</param>
    /// <exception cref="ArgumentException">Nothing is configured there, or no class.</exception>
    public IActorRef JournalFor(string journalPluginId) => PluginFor(JournalPath(journalPluginId), JournalDefaults).Actor;

    /// <param name="snapshotPluginId">The configuration path of a snapshot store; null or empty for the default one.</param>
    /// <exception cref="ArgumentException">Nothing is configured there, or no class.</exception>
    public IActorRef SnapshotStoreFor(string snapshotPluginId) =>
        PluginFor(string.IsNullOrEmpty(snapshotPluginId) ? _defaultSnapshotStore.Value : snapshotPluginId, SnapshotStoreDefaults).Actor;

    public EventAdapters AdaptersFor(string journalPluginId) => PluginFor(JournalPath(journalPluginId), JournalDefaults).Adapters;

    internal EventAdapters AdaptersFor(IActorRef journal) => PluginOf(journal)?.Adapters ?? IdentityEventAdapters.Instance;

    internal Config JournalConfigFor(string journalPluginId) => PluginFor(JournalPath(journalPluginId), JournalDefaults).Config;

    /// <summary>What is configured for a plugin, seen from the plugin.</summary>
    internal Config ConfigFor(IActorRef plugin) => PluginOf(plugin)?.Config ?? throw new ArgumentException($"Unknown plugin actor {plugin}", nameof(plugin));

    private void StartPlugins()
    {
        foreach (var id in _config.GetStringList("journal.auto-start-journals", []))
        {
            _system.Log.Info("Auto-starting journal plugin `{0}`", id);
            JournalFor(id);
        }

        foreach (var id in _config.GetStringList("snapshot-store.auto-start-snapshot-stores", []))
        {
            _system.Log.Info("Auto-starting snapshot store `{0}`", id);
            SnapshotStoreFor(id);
        }
    }

    private string JournalPath(string id)
    {
        var path = string.IsNullOrEmpty(id) ? _config.GetString("journal.plugin") : id;
        return string.IsNullOrEmpty(path) ? throw new ConfigurationException("Default journal plugin is not configured") : path;
    }

    private string DefaultSnapshotStore()
    {
        var path = _config.GetString("snapshot-store.plugin");
        if (!string.IsNullOrEmpty(path))
            return path;
        _system.Log.Warning("No default snapshot store configured! To configure a default snapshot-store plugin set the `akka.persistence.snapshot-store.plugin` key. For details see 'persistence.conf'");
        return NoSnapshotStore;
    }

    private IStashOverflowStrategy CreateStashOverflowStrategy()
    {
        var type = Type.GetType(_config.GetString("internal-stash-overflow-strategy"), throwOnError: true);
        return ((IStashOverflowStrategyConfigurator)Activator.CreateInstance(type)).Create(_system.Settings.Config);
    }

    private Plugin PluginFor(string path, string defaults) =>
        _plugins.GetOrAdd(path, p => new Lazy<Plugin>(() => Start(p, defaults))).Value;

    /// <summary>A plugin asks for this from its constructor, which may run before the one who has started it knows the actor: its value is waited for.</summary>
    private Plugin PluginOf(IActorRef actor) =>
        _plugins.TryGetValue(actor.Path.Name, out var plugin) && plugin.Value.Actor.Equals(actor) ? plugin.Value : null;

    private Plugin Start(string path, string defaults)
    {
        var all = _system.Settings.Config;
        if (!all.HasPath(path))
            throw new ArgumentException($"Persistence config is missing plugin config path for: {path}");
        var own = all.GetConfig(path);
        var config = own.WithFallback(all.GetConfig(defaults));
        var className = config.GetString("class");
        if (string.IsNullOrEmpty(className))
            throw new ArgumentException($"Plugin class name must be defined in config property [{path}.class]");
        var type = Type.GetType(className, throwOnError: true);
        object[] arguments = type.GetConstructor([typeof(Config)]) is null ? [] : [config];
        var props = new Props(type, arguments).WithDispatcher(config.GetString("plugin-dispatcher"));
        return new Plugin(_system.SystemActorOf(props, path), EventAdapters.Create(_system, own), config);
    }

    private sealed record Plugin(IActorRef Actor, EventAdapters Adapters, Config Config);
}
