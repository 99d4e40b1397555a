using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Turns objects into bytes and back.</summary>
public abstract class Serializer
{
    protected readonly ExtendedActorSystem system;

    private readonly Lazy<int> _identifier;

    protected Serializer(ExtendedActorSystem system)
    {
        this.system = system;
        _identifier = new Lazy<int>(() => SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system));
    }

    /// <summary>A number that is stored beside the bytes; unless overridden, the one in <c>akka.actor.serialization-identifiers</c>.</summary>
    public virtual int Identifier => _identifier.Value;

    /// <summary>Whether the type has to be stored beside the bytes as well.</summary>
    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    /// <param name="bytes">What <see cref="ToBinary"/> has made.</param>
    /// <param name="type">What is expected; null when that is not known.</param>
    public abstract object FromBinary(byte[] bytes, Type type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));

    /// <summary>Serializes with references to actors as an address sees them.</summary>
    public byte[] ToBinaryWithAddress(Address address, object obj) =>
        Serialization.WithInformation(new Information(address, system), () => ToBinary(obj));
}

/// <summary>A serializer that names what it has written itself, instead of by the name of a type.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    protected SerializerWithStringManifest(ExtendedActorSystem system) : base(system)
    {
    }

    public sealed override bool IncludeManifest => true;

    public sealed override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, type.TypeQualifiedName());

    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>The name that is stored beside the bytes of an object.</summary>
    public abstract string Manifest(object o);
}
