using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by the configuration path of each.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";

    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private const int AliasesMax = 20;

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new(StringComparer.Ordinal);

    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        _system = system;
        Prerequisites = prerequisites;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
        InternalDispatcher = Lookup(InternalDispatcherId);
    }

    public IDispatcherPrerequisites Prerequisites { get; }

    public MessageDispatcher DefaultGlobalDispatcher { get; }

    public Config DefaultDispatcherConfig => _system.Settings.Config.GetConfig(DefaultDispatcherId);

    internal MessageDispatcher InternalDispatcher { get; }

    /// <summary>The dispatcher of a configuration path.</summary>
    /// <exception cref="ConfigurationException">There is no such path.</exception>
    public MessageDispatcher Lookup(string dispatcherName) =>
        ConfiguratorOf(string.IsNullOrEmpty(dispatcherName) ? DefaultDispatcherId : dispatcherName).Dispatcher();

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <summary>Adds a dispatcher that the configuration does not have; false when there is one already.</summary>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    /// <summary>The section of a dispatcher, following aliases.</summary>
    public static Config GetConfig(Config config, string id, int depth = 0)
    {
        if (depth > AliasesMax)
            throw new ConfigurationException($"Could not find a concrete dispatcher config after following {id} is deeper than 20 levels");
        if (!config.HasPath(id))
            throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        return config.GetValue(id).IsString() ? GetConfig(config, config.GetString(id, null), depth + 1) : config.GetConfig(id);
    }

    private MessageDispatcherConfigurator ConfiguratorOf(string id) =>
        _configurators.TryGetValue(id, out var known) ? known : _configurators.GetOrAdd(id, Configure(id));

    /// <summary>A dispatcher from a section that names its own id.</summary>
    internal MessageDispatcher From(Config config) => Configure(config.GetString("id"), config).Dispatcher();

    private MessageDispatcherConfigurator Configure(string id)
    {
        var all = _system.Settings.Config;
        var section = GetConfig(all, id);
        if (all.GetValue(id).IsString())
            return ConfiguratorOf(all.GetString(id));
        var name = id[(id.LastIndexOf('.') + 1)..];
        var config = ConfigurationFactory.ParseString($"id = \"{id}\", name = \"{name}\"").WithFallback(section).WithFallback(DefaultDispatcherConfig);
        return Configure(id, config);
    }

    private MessageDispatcherConfigurator Configure(string id, Config config)
    {
        var type = config.GetString("type", null);
        return type switch
        {
            "Dispatcher" or "TaskDispatcher" => new DispatcherConfigurator(config, Prerequisites),
            "ForkJoinDispatcher" => new DispatcherConfigurator(
                ConfigurationFactory.ParseString("executor = fork-join-executor").WithFallback(config), Prerequisites),
            "PinnedDispatcher" => new PinnedDispatcherConfigurator(config, Prerequisites),
            null or "" => throw new ConfigurationException($"Missing dispatcher type for path {id}"),
            _ => Custom(type, id, config),
        };
    }

    private MessageDispatcherConfigurator Custom(string typeName, string id, Config config)
    {
        var type = Type.GetType(typeName)
            ?? throw new ConfigurationException($"Could not resolve dispatcher type {typeName} for path {id}");
        return (MessageDispatcherConfigurator)Activator.CreateInstance(type, config, Prerequisites);
    }
}
