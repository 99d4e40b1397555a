using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Sql.Config;

namespace Akka.Persistence.Sql.Journal;

/// <summary>From events to rows and back.</summary>
internal sealed class EventCodec
{
    private readonly Akka.Serialization.Serialization _serialization;
    private readonly string? _defaultSerializer;
    private readonly string? _writer;

    public EventCodec(Akka.Serialization.Serialization serialization, JournalSettings settings)
    {
        _serialization = serialization;
        _defaultSerializer = settings.DefaultSerializer;
        _writer = settings.UsesWriterUuid ? Guid.NewGuid().ToString("N") : null;
    }

    /// <param name="write">Events that are written together.</param>
    /// <param name="now">Ticks, for events without a time.</param>
    public JournalRow[] Encode(AtomicWrite write, long now) =>
        [.. ((IEnumerable<IPersistentRepresentation>)write.Payload).Select(persistent => Encode(persistent, now))];

    public IPersistentRepresentation Decode(JournalRow row) => new Persistent(
        row.Identifier is { } identifier ? _serialization.Deserialize(row.Message, identifier, row.Manifest) : DecodeByType(row),
        row.SequenceNumber,
        row.PersistenceId,
        row.Manifest,
        isDeleted: false,
        ActorRefs.NoSender,
        row.WriterUuid,
        row.Created);

    private JournalRow Encode(IPersistentRepresentation persistent, long now)
    {
        var (payload, tags) = persistent.Payload is Tagged tagged ? (tagged.Payload, tagged.Tags) : (persistent.Payload, []);
        var serializer = _serialization.FindSerializerFor(payload, _defaultSerializer);
        return Akka.Serialization.Serialization.WithTransport(_serialization.System, () => new JournalRow(
            persistent.PersistenceId,
            persistent.SequenceNr,
            persistent.Timestamp == 0 ? now : persistent.Timestamp,
            serializer.ToBinary(payload),
            Akka.Serialization.Serialization.ManifestFor(serializer, payload),
            serializer.Identifier,
            _writer,
            tags));
    }

    /// <summary>Rows without the number of a serializer have the name of a type.</summary>
    private object DecodeByType(JournalRow row)
    {
        var type = Type.GetType(row.Manifest!, throwOnError: true);
        return _serialization.FindSerializerForType(type, _defaultSerializer).FromBinary(row.Message, type);
    }
}
