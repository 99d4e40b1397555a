using Akka.Actor;
using Google.Protobuf;

namespace Akka.Persistence.Serialization;

/// <summary>
/// Wraps a snapshot together with the number of the serializer that is bound to it and its manifest, as the protocol buffer message
/// <c>{ int32 serializerId = 1; bytes payload = 2; bytes payloadManifest = 3; }</c>.
/// </summary>
public class PersistenceSnapshotSerializer : Akka.Serialization.Serializer
{
    private const int SerializerId = 1;
    private const int Payload = 2;
    private const int PayloadManifest = 3;

    public PersistenceSnapshotSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => obj is Snapshot snapshot
        ? Akka.Serialization.Serialization.WithTransport(system, () => Written(snapshot.Data))
        : throw new ArgumentException($"Can't serialize object of type [{obj.GetType()}] in [{GetType()}]", nameof(obj));

    public override object FromBinary(byte[] bytes, Type type) => type == typeof(Snapshot)
        ? new Snapshot(Read(new CodedInputStream(bytes)))
        : throw new ArgumentException($"Unimplemented deserialization of message with type [{type}] in [{GetType()}]", nameof(type));

    private byte[] Written(object data)
    {
        var serializer = system.Serialization.FindSerializerFor(data);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, data);
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            WriteNumber(output, serializer.Identifier);
            WriteBytes(output, Payload, ByteString.CopyFrom(serializer.ToBinary(data)));
            WriteBytes(output, PayloadManifest, ByteString.CopyFromUtf8(manifest));
        }

        return bytes.ToArray();
    }

    private static void WriteNumber(CodedOutputStream output, int number)
    {
        if (number == 0)
            return;
        output.WriteTag(SerializerId, WireFormat.WireType.Varint);
        output.WriteInt32(number);
    }

    private static void WriteBytes(CodedOutputStream output, int field, ByteString value)
    {
        if (value.IsEmpty)
            return;
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(value);
    }

    private object Read(CodedInputStream input)
    {
        var (number, payload, manifest) = (0, ByteString.Empty, ByteString.Empty);
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case SerializerId:
                    number = input.ReadInt32();
                    break;
                case Payload:
                    payload = input.ReadBytes();
                    break;
                case PayloadManifest:
                    manifest = input.ReadBytes();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return system.Serialization.Deserialize(payload.ToByteArray(), number, manifest.ToStringUtf8());
    }
}
