using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Transactions;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>A link to a synchronizer that exists only for one rehearsal, with one member: what is sent comes back at once.</summary>
internal sealed class RehearsalLink : ISequencerLink, IAsyncDisposable
{
    private readonly string _member;
    private readonly ILedgerConnection _connection;
    private long _counter;
    private long _time;

    private RehearsalLink(ILedger ledger, string member)
    {
        _member = member;
        _connection = ledger.Connect(this);
    }

    public string Alias => RehearsalLedger.Name;

    public string Synchronizer => RehearsalLedger.Name;

    /// <summary>Connects a ledger, which hears that it has become a member.</summary>
    public static async Task<RehearsalLink> ConnectAsync(ILedger ledger, string member, CancellationToken cancellation)
    {
        var link = new RehearsalLink(ledger, member);
        await link.DeliverAsync([new SequencedEvent.MemberRegistered(++link._counter, link.Next(), member)], cancellation);
        return link;
    }

    public async Task SendAsync(ImmutableArray<V1.Outgoing> messages, CancellationToken cancellation) => await DeliverAsync([.. messages.Select(EventOf)], cancellation);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private ValueTask DeliverAsync(ImmutableArray<SequencedEvent> events, CancellationToken cancellation) =>
        _connection.AddAsync(new SequencedBatch(Synchronizer, events, _time), cancellation);

    private SequencedEvent EventOf(V1.Outgoing message) => new SequencedEvent.Message(
        ++_counter, Next(), _member, MessageIds.From(message.MessageId.Span), [.. message.Envelopes.Select(envelope => envelope.Payload)]);

    private long Next() => _time = Math.Max(_time + 1, TimeProvider.System.NowMicros());
}
