using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Tests.Serialization;

public abstract record Animal(string Name);

public sealed record Cat(string Name) : Animal(Name);

public sealed class AnimalSerializer : SerializerWithStringManifest
{
    public AnimalSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override string Manifest(object o) => "cat";

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Animal)obj).Name);

    public override object FromBinary(byte[] bytes, string manifest) =>
        manifest == "cat" ? new Cat(Encoding.UTF8.GetString(bytes)) : throw new ArgumentException(manifest, nameof(manifest));
}
