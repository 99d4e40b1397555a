using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>The serializers of a system, and which of them is for what.</summary>
public partial class Serialization
{
    private readonly ConcurrentDictionary<Type, Serializer> _byType = new();
    private readonly Dictionary<int, Serializer> _byNumber = [];
    private readonly Dictionary<string, Serializer> _byName = new(StringComparer.Ordinal);
    private readonly NullSerializer _nothing;

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        _nothing = new NullSerializer(system);
        AddSerializer("null", _nothing);
        var madeInCode = system.Settings.Setup.Get<SerializationSetup>().Select(setup => setup.CreateSerializers(system)).GetOrElse([]);
        ReadSerializers(system.Settings.Config.GetConfig("akka.actor"));
        foreach (var details in madeInCode)
            AddSerializer(details.Alias, details.Serializer);
        ReadBindings(system.Settings.Config.GetConfig("akka.actor.serialization-bindings"));
        foreach (var details in madeInCode)
        {
            foreach (var type in details.UseFor)
                AddSerializationMap(type, details.Serializer);
        }
    }

    public ExtendedActorSystem System { get; }

    /// <summary>What has to be stored beside the bytes, besides the serializer's number, so that they can be read again.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest named => named.Manifest(msg),
        { IncludeManifest: true } => msg.GetType().TypeQualifiedName(),
        _ => string.Empty,
    };

    /// <summary>Adds a serializer, or replaces the one of the same number or name.</summary>
    public void AddSerializer(string name, Serializer serializer)
    {
        _byNumber[serializer.Identifier] = serializer;
        _byName[name] = serializer;
    }

    /// <summary>Uses a serializer for a type and what derives from it.</summary>
    public void AddSerializationMap(Type type, Serializer serializer) => _byType[type] = serializer;

    public byte[] Serialize(object o) => Inside(() => FindSerializerFor(o).ToBinary(o));

    /// <exception cref="SerializationException">There is no such serializer.</exception>
    public object Deserialize(byte[] bytes, int serializerId, Type type)
    {
        var serializer = Numbered(serializerId, type?.Name);
        return Inside(() => serializer.FromBinary(bytes, type));
    }

    /// <exception cref="SerializationException">There is no such serializer, or no such type.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = Numbered(serializerId, manifest);
        if (serializer is SerializerWithStringManifest named)
            return Inside(() => named.FromBinary(bytes, manifest));
        var type = string.IsNullOrEmpty(manifest) ? null : Type.GetType(manifest) ?? throw new SerializationException(
            $"Cannot find manifest class [{manifest}] for serializer with id [{serializerId}].");
        return Inside(() => serializer.FromBinary(bytes, type));
    }

    public Serializer FindSerializerFor(object obj, string defaultSerializerName = null) =>
        obj is null ? _nothing : FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <summary>The serializer bound to the type, or to one it derives from, or the one of the given name, or the one bound to everything.</summary>
    /// <exception cref="SerializationException">There is none.</exception>
    public Serializer FindSerializerForType(Type objectType, string defaultSerializerName = null)
    {
        if (_byType.TryGetValue(objectType, out var known))
            return known;
        var found = _byType.FirstOrDefault(bound => bound.Key != typeof(object) && bound.Key.IsAssignableFrom(objectType)).Value
            ?? _byName.GetValueOrDefault(defaultSerializerName ?? "")
            ?? _byType.GetValueOrDefault(typeof(object))
            ?? throw new SerializationException($"Serializer not found for type {objectType.Name}");
        AddSerializationMap(objectType, found);
        return found;
    }

    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    private Serializer Numbered(int number, string manifest) => _byNumber.GetValueOrDefault(number) ?? throw new SerializationException(
        $"Cannot find serializer with id [{number}] (manifest [{manifest}]). The most probable reason is that the configuration entry 'akka.actor.serializers' is not in sync between the two systems.");

    private void ReadSerializers(Config actor)
    {
        var settings = actor.GetConfig("serialization-settings");
        foreach (var (name, value) in actor.GetConfig("serializers").AsEnumerable())
        {
            var type = Type.GetType(value.GetString());
            if (type is null)
                System.Log.Warning("The type name for serializer '{0}' did not resolve to an actual Type: '{1}'", name, value.GetString());
            else
                AddSerializer(name, Instantiate(type, settings?.GetConfig(name)));
        }
    }

    private Serializer Instantiate(Type type, Config settings) => settings is null or { IsEmpty: true }
        ? (Serializer)Activator.CreateInstance(type, System)
        : (Serializer)Activator.CreateInstance(type, System, settings);

    private void ReadBindings(Config bindings)
    {
        foreach (var (typeName, value) in bindings.AsEnumerable())
        {
            var name = value.GetString();
            if (Type.GetType(typeName) is not { } type)
                System.Log.Warning("The type name for message/serializer binding '{0}' did not resolve to an actual Type: '{1}'", name, typeName);
            else if (!_byName.TryGetValue(name, out var serializer))
                System.Log.Warning("Serialization binding to non existing serializer: '{0}'", name);
            else
                AddSerializationMap(type, serializer);
        }
    }
}
