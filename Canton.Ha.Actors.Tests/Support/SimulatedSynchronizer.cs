using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Ledger.V1;
using Google.Protobuf;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A synchronizer without a network: puts messages in order and keeps the stream of every member.</summary>
internal sealed class SimulatedSynchronizer(string id)
{
    private const long Step = 1;

    private readonly Dictionary<string, List<SequencedEvent>> _streams = [];
    private readonly HashSet<(string Sender, Guid Id)> _known = [];

    public SimulatedSynchronizer()
        : this(Wire.Synchronizer)
    {
    }

    public string Id => id;

    /// <summary>Time of the last event, or later.</summary>
    public long Time { get; private set; } = 1_700_000_000_000_000;

    /// <summary>Every message in its order.</summary>
    public List<(long At, Outgoing Message)> Sequenced { get; } = [];

    public bool Knows(string member) => _streams.ContainsKey(member);

    public void Register(string member)
    {
        Time += Step;
        _streams[member] = [];
        foreach (var stream in _streams.Values)
            stream.Add(new SequencedEvent.MemberRegistered(stream.Count + 1, Time, member));
    }

    /// <summary>A message sent again is sequenced once; one that comes too late never.</summary>
    public void Send(string sender, Outgoing message)
    {
        if (Time + Step > message.LatestSequencingTime || !_known.Add((sender, MessageIds.From(message.MessageId.Span))))
            return;

        Time += Step;
        Sequenced.Add((Time, message));
        foreach (var (member, stream) in _streams)
        {
            ImmutableArray<ByteString> payloads = [.. message.Envelopes.Where(envelope => envelope.ToAll || envelope.Recipients.Contains(member)).Select(envelope => envelope.Payload)];
            if (payloads.Length > 0)
                stream.Add(new SequencedEvent.Message(stream.Count + 1, Time, sender, MessageIds.From(message.MessageId.Span), payloads));
        }
    }

    public long LastCounterOf(string member) => _streams[member].Count;

    public void Pass(long micros) => Time += micros;

    /// <summary>The next events of a member, and, if these are all there are, the proof that nothing else came before now.</summary>
    public SequencedBatch Deliver(string member, long after, int most)
    {
        var events = _streams[member].Skip((int)after).Take(most).ToImmutableArray();
        var isAll = after + events.Length == _streams[member].Count;
        return new SequencedBatch(id, events, isAll ? Time : events is [.., var last] ? last.SequencedAt : 0);
    }
}
