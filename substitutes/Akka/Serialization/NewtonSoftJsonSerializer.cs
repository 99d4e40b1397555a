using System.Reflection;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Akka.Serialization;

/// <summary>JSON that carries the types of its objects. The serializer of everything that has no other.</summary>
public class NewtonSoftJsonSerializer : Serializer
{
    private readonly JsonSerializer _serializer;

    public NewtonSoftJsonSerializer(ExtendedActorSystem system) : this(system, Config.Empty)
    {
    }

    /// <param name="system">Whose actors are referred to.</param>
    /// <param name="config">May have <c>encode-type-names</c>, <c>preserve-object-references</c> and <c>converters</c>.</param>
    /// <exception cref="ArgumentException">A converter is no <see cref="JsonConverter"/>.</exception>
    public NewtonSoftJsonSerializer(ExtendedActorSystem system, Config config) : base(system)
    {
        Settings = new JsonSerializerSettings
        {
            PreserveReferencesHandling = config.GetBoolean("preserve-object-references", true) ? PreserveReferencesHandling.Objects : PreserveReferencesHandling.None,
            TypeNameHandling = config.GetBoolean("encode-type-names", true) ? TypeNameHandling.All : TypeNameHandling.None,
            NullValueHandling = NullValueHandling.Ignore,
            DefaultValueHandling = DefaultValueHandling.Ignore,
            MissingMemberHandling = MissingMemberHandling.Ignore,
            ConstructorHandling = ConstructorHandling.AllowNonPublicDefaultConstructor,
            // What a type has by default is replaced, never filled in: it may be shared.
            ObjectCreationHandling = ObjectCreationHandling.Replace,
            ContractResolver = new PrivateSetters(),
        };
        foreach (var name in config.GetStringList("converters", []))
            Settings.Converters.Add(Converter(Type.GetType(name, throwOnError: true), system));
        Settings.Converters.Add(new SurrogateConverter(this));
        _serializer = JsonSerializer.Create(Settings);
    }

    public JsonSerializerSettings Settings { get; }

    public object Serializer => _serializer;

    public override bool IncludeManifest => false;

    internal ExtendedActorSystem System => system;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(obj, Formatting.None, Settings));

    public override object FromBinary(byte[] bytes, Type type) =>
        Restore(JsonConvert.DeserializeObject(Encoding.UTF8.GetString(bytes), Settings), type);

    /// <summary>The value that stands behind what was read.</summary>
    internal object Restore(object read, Type type) => read switch
    {
        JObject wrapped when wrapped[SurrogateConverter.Number] is { } number => SurrogateConverter.Parse((string)number),
        JObject untyped when type is null || type == typeof(object) => SurrogateConverter.WithNumbers(untyped),
        JObject untyped => untyped.ToObject(type, _serializer),
        Util.ISurrogate surrogate => surrogate.FromSurrogate(system),
        _ => read,
    };

    private static JsonConverter Converter(Type type, ExtendedActorSystem system)
    {
        if (!typeof(JsonConverter).IsAssignableFrom(type))
            throw new ArgumentException($"Type {type} doesn't inherit from a {typeof(JsonConverter)}.");
        return type.GetConstructor([typeof(ExtendedActorSystem)]) is null
            ? (JsonConverter)Activator.CreateInstance(type)
            : (JsonConverter)Activator.CreateInstance(type, system);
    }

    private sealed class PrivateSetters : DefaultContractResolver
    {
        protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
        {
            var property = base.CreateProperty(member, memberSerialization);
            property.Writable |= member is PropertyInfo info && info.GetSetMethod(nonPublic: true) is not null;
            return property;
        }
    }
}
