using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>The event adapters of a journal, by type of event.</summary>
public class EventAdapters
{
    private readonly ConcurrentDictionary<Type, IEventAdapter> _map;
    private readonly IEnumerable<KeyValuePair<Type, IEventAdapter>> _bindings;

    /// <param name="map">What is already known.</param>
    /// <param name="bindings">What is configured, special types before general ones.</param>
    /// <param name="log">For problems.</param>
    protected EventAdapters(ConcurrentDictionary<Type, IEventAdapter> map, IEnumerable<KeyValuePair<Type, IEventAdapter>> bindings, ILoggingAdapter log)
    {
        _map = map;
        _bindings = bindings;
    }

    /// <summary>Reads <c>event-adapters</c> (name = type) and <c>event-adapter-bindings</c> (type of event = name or names).</summary>
    /// <exception cref="ArgumentException">A name is not known, or a type is no adapter.</exception>
    public static EventAdapters Create(ExtendedActorSystem system, Config config)
    {
        var types = Section(config, "event-adapters").ToDictionary(e => e.Key, e => e.Value.GetString(), StringComparer.Ordinal);
        var bindings = Section(config, "event-adapter-bindings").ToDictionary(e => e.Key, e => Names(e.Value), StringComparer.Ordinal);
        foreach (var (type, names) in bindings)
        {
            if (names.FirstOrDefault(name => !types.ContainsKey(name)) is { } unknown)
                throw new ArgumentException($"{type} was bound to undefined event-adapter: {unknown} (bindings: [{string.Join(", ", names)}], known adapters: [{string.Join(", ", types.Keys)}])");
        }

        var adapters = types.ToDictionary(e => e.Key, e => Instantiate(e.Value, system), StringComparer.Ordinal);
        var bound = new List<KeyValuePair<Type, IEventAdapter>>();
        foreach (var (type, names) in bindings)
            Insert(bound, Type.GetType(type, throwOnError: true), Combine([.. names.Select(name => adapters[name])]));
        return new EventAdapters(new ConcurrentDictionary<Type, IEventAdapter>(bound), bound, system.Log);
    }

    public IEventAdapter Get<T>() => Get(typeof(T));

    public virtual IEventAdapter Get(Type type) => _map.GetOrAdd(
        type, t => _bindings.FirstOrDefault(bound => bound.Key.IsAssignableFrom(t)).Value ?? IdentityEventAdapter.Instance);

    private static IEnumerable<KeyValuePair<string, Configuration.Hocon.HoconValue>> Section(Config config, string path) =>
        config.GetConfig(path)?.AsEnumerable() ?? [];

    private static string[] Names(Configuration.Hocon.HoconValue value) => value.IsArray() ? [.. value.GetStringList()] : [value.GetString()];

    private static void Insert(List<KeyValuePair<Type, IEventAdapter>> bound, Type type, IEventAdapter adapter)
    {
        var general = bound.FindIndex(other => other.Key.IsAssignableFrom(type));
        bound.Insert(general < 0 ? bound.Count : general, KeyValuePair.Create(type, adapter));
    }

    private static IEventAdapter Combine(IEventAdapter[] adapters)
    {
        if (adapters is [var only])
            return only;
        var writers = adapters.Where(a => a is WritingEventAdapter).ToList();
        return writers.Count switch
        {
            0 => new ReadOnlyEventAdapter(new CombinedReadEventAdapter(adapters)),
            1 => new WritingEventAdapter(writers[0], new CombinedReadEventAdapter(adapters.OfType<ReadOnlyEventAdapter>())),
            _ => throw new IllegalStateException("Cannot have multiple write adapters for a single adapter binding"),
        };
    }

    private static IEventAdapter Instantiate(string name, ExtendedActorSystem system)
    {
        var type = Type.GetType(name, throwOnError: true);
        var instance = type.GetConstructor([typeof(ExtendedActorSystem)]) is null ? Activator.CreateInstance(type) : Activator.CreateInstance(type, system);
        return instance switch
        {
            IEventAdapter adapter => adapter,
            IWriteEventAdapter writer => new WritingEventAdapter(writer),
            IReadEventAdapter reader => new ReadOnlyEventAdapter(reader),
            _ => throw new ArgumentException($"Configured {name} does not implement any EventAdapter interface!"),
        };
    }
}

/// <summary>No adapters.</summary>
internal sealed class IdentityEventAdapters : EventAdapters
{
    public static readonly EventAdapters Instance = new IdentityEventAdapters();

    private IdentityEventAdapters() : base(null, null, null)
    {
    }

    public override IEventAdapter Get(Type type) => IdentityEventAdapter.Instance;
}
