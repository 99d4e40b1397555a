using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Sequencer.V1;
using Grpc.Core;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>What one synchronizer delivers over one contact, on its way into the ledger.</summary>
/// <param name="session">The contact with a replica of it.</param>
/// <param name="membership">As whom.</param>
/// <param name="ledger">The ledger's end of it.</param>
internal sealed class Delivery(SequencerSession session, Membership membership, ILedgerConnection ledger)
{
    private long _acknowledged;

    /// <summary>Takes what a replica delivers until that ends, which is always a failure.</summary>
    /// <param name="heard">To be completed with the first that is heard.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task TakeAsync(TaskCompletionSource heard, CancellationToken cancellation)
    {
        using var subscription = session.Subscribe(membership, ledger.FirstCounter, cancellation);
        while (true)
        {
            var response = await session.NextAsync(subscription, cancellation);
            await ledger.AddAsync(BatchOf(response), cancellation);
            heard.TrySetResult();
        }
    }

    /// <summary>Says again and again what need not be kept any more.</summary>
    public async Task AcknowledgeAsync(TimeSpan interval, TimeProvider time, CancellationToken cancellation)
    {
        using var pace = new PeriodicTimer(interval, time);
        while (await pace.WaitForNextTickAsync(cancellation))
        {
            var written = ledger.Written;
            if (written <= _acknowledged)
                continue;
            if (await TryAcknowledgeAsync(written, cancellation))
                _acknowledged = written;
        }
    }

    /// <summary>False if the synchronizer has too much to do: this can wait.</summary>
    private async Task<bool> TryAcknowledgeAsync(long written, CancellationToken cancellation)
    {
        try
        {
            await session.AcknowledgeAsync(membership, written, cancellation);
            return true;
        }
        catch (SequencerLinkException e) when (e.InnerException is RpcException failure && SequencerFailure.IsOverload(failure))
        {
            return false;
        }
    }

    private SequencedBatch BatchOf(SubscribeResponse response)
    {
        if (response is { Events.Count: 0, TimeProof: null })
            throw new SequencerLinkException($"{session.Endpoint.Authority} has delivered nothing, and no time either.");

        var events = ImmutableArray.CreateBuilder<SequencedEvent>(response.Events.Count);
        foreach (var heard in response.Events)
            events.Add(EventOf(heard));
        return new SequencedBatch(session.Synchronizer, events.MoveToImmutable(), response.TimeProof?.Time ?? response.Events[^1].SequencedAt);
    }

    private static SequencedEvent EventOf(Event heard) => heard.ContentCase switch
    {
        Event.ContentOneofCase.Message => new SequencedEvent.Message(
            heard.Counter, heard.SequencedAt, heard.Sender, new Guid(heard.Message.MessageId.Span, bigEndian: true), [.. heard.Message.Payloads]),
        Event.ContentOneofCase.MemberRegistered => new SequencedEvent.MemberRegistered(heard.Counter, heard.SequencedAt, heard.Sender),
        _ => throw new SequencerLinkException($"Event {heard.Counter} is of a kind that this version does not know."),
    };
}
