using System.Text;
using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Serialization;

namespace Akka.Persistence.Sql.Tests.Support;

/// <summary>An event.</summary>
public sealed record Placed(string Thing);

/// <summary>A snapshot.</summary>
public sealed record Inventory(string[] Things);

/// <summary>Events by name.</summary>
public sealed class PlacedSerializer : SerializerWithStringManifest
{
    public PlacedSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override int Identifier => 902;

    public override string Manifest(object o) => "placed-v1";

    public override byte[] ToBinary(object obj) => obj is Placed { Thing: not "unspeakable" } placed
        ? Encoding.UTF8.GetBytes(placed.Thing)
        : throw new ArgumentException("cannot be written", nameof(obj));

    public override object FromBinary(byte[] bytes, string manifest) => new Placed(Encoding.UTF8.GetString(bytes));
}

/// <summary>Things have their first letter and their length as tags, if there is more than one letter.</summary>
public sealed class Tagger : IWriteEventAdapter
{
    public string Manifest(object evt) => "";

    public object ToJournal(object evt) => evt is Placed { Thing: { Length: > 1 } thing }
        ? new Tagged(evt, [thing[..1], $"{thing.Length}"])
        : evt;
}
