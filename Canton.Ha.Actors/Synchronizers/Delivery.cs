using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Sequencer.V1;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>
/// What one synchronizer delivers, on its way into the ledger. It outlives the contacts with single replicas: each goes on where the one before was.
/// </summary>
/// <param name="synchronizer">Id of the synchronizer.</param>
/// <param name="ledger">The ledger's end of it.</param>
internal sealed class Delivery(string synchronizer, ILedgerConnection ledger) : IAsyncDisposable
{
    private long _next = ledger.FirstCounter;
    private long _acknowledged;

    /// <summary>Fails when the ledger takes no more, and why.</summary>
    public Task Broken => ledger.Broken;

    /// <summary>Takes what a replica delivers until that ends, which is always a failure.</summary>
    /// <param name="session">The contact with the replica.</param>
    /// <param name="membership">As whom.</param>
    /// <param name="heard">To be completed with the first that is heard.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task TakeAsync(SequencerSession session, Membership membership, TaskCompletionSource heard, CancellationToken cancellation)
    {
        using var subscription = session.Subscribe(membership, _next, cancellation);
        while (true)
        {
            var response = await session.NextAsync(subscription, cancellation);
            await ledger.AddAsync(BatchOf(response), cancellation);
            if (response.Events is [.., var last])
                _next = last.Counter + 1;
            heard.TrySetResult();
        }
    }

    /// <summary>Says again and again what need not be kept any more.</summary>
    public async Task AcknowledgeAsync(SequencerSession session, Membership membership, TimeSpan interval, TimeProvider time, CancellationToken cancellation)
    {
        using var pace = new PeriodicTimer(interval, time);
        while (await pace.WaitForNextTickAsync(cancellation))
        {
            var written = ledger.Written;
            if (written <= _acknowledged)
                continue;
            await session.AcknowledgeAsync(membership, written, cancellation);
            _acknowledged = written;
        }
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    private SequencedBatch BatchOf(SubscribeResponse response)
    {
        var events = ImmutableArray.CreateBuilder<SequencedEvent>(response.Events.Count);
        foreach (var heard in response.Events)
            events.Add(EventOf(heard));
        return new SequencedBatch(synchronizer, events.MoveToImmutable(), response.TimeProof?.Time ?? response.Events[^1].SequencedAt);
    }

    private static SequencedEvent EventOf(Event heard) => heard.ContentCase switch
    {
        Event.ContentOneofCase.Message => new SequencedEvent.Message(
            heard.Counter, heard.SequencedAt, heard.Sender, new Guid(heard.Message.MessageId.Span, bigEndian: true), [.. heard.Message.Payloads]),
        Event.ContentOneofCase.MemberRegistered => new SequencedEvent.MemberRegistered(heard.Counter, heard.SequencedAt, heard.Sender),
        _ => throw new SequencerLinkException($"Event {heard.Counter} is of a kind that this version does not know."),
    };
}
