using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>
/// Turns the events of all synchronizers into the ledger of this participant. One owner calls it in the order in which the batches are written. What it
/// remembers is ahead of the store until then: after a write that failed it is of no use any more, and a new one begins from the store.
/// </summary>
/// <param name="participant">This participant.</param>
/// <param name="rules">Of certification.</param>
/// <param name="stored">As read from the store.</param>
/// <param name="replica">Name of this replica, for the rejections that it writes.</param>
internal sealed class LedgerIndexer(string participant, CertificationRules rules, StoredLedger stored, string replica)
{
    private readonly InFlightTable _inFlight = new(stored.InFlight);
    private readonly BlockBuilder _blocks = new(stored.End.Offset);
    private readonly Dictionary<string, SynchronizerTrack> _tracks = stored.Positions.ToDictionary(
        position => position.Synchronizer,
        position => new SynchronizerTrack(position, stored.Hosting.GetValueOrDefault(position.Synchronizer, Hosting.Empty), rules),
        StringComparer.Ordinal);

    /// <summary>The ledger end of the last batch.</summary>
    public LedgerEnd End { get; private set; } = stored.End;

    /// <summary>Messages under way; those of one synchronizer are sent again after every new connection.</summary>
    public InFlightTable InFlight => _inFlight;

    /// <summary>Where to go on, and who is hosted where, on a synchronizer.</summary>
    public SynchronizerTrack TrackOf(string synchronizer) => _tracks.TryGetValue(synchronizer, out var track)
        ? track
        : _tracks[synchronizer] = new SynchronizerTrack(SynchronizerPosition.Start(synchronizer), Hosting.Empty, rules);

    /// <summary>A message was stored and is about to be sent.</summary>
    public void Register(InFlightMessage message) => _inFlight.Add(message);

    /// <summary>
    /// Contracts of this batch of which the store must say whether they were consumed recently. None, once a window has passed since this was made.
    /// </summary>
    public ImmutableHashSet<ContractId> ContractsToLookUp(SequencedBatch batch)
    {
        var certifier = TrackOf(batch.Synchronizer).Certifier;
        if (batch.Events.IsEmpty || !certifier.MayNeedStore(batch.Events[0].SequencedAt))
            return [];

        return [.. from message in batch.Events.OfType<SequencedEvent.Message>()
                   from bytes in message.Payloads
                   let claim = PayloadDecoder.Decode(bytes)?.Claim
                   where claim is not null && certifier.NeedsStore(message.SequencedAt, claim)
                   from id in claim.Consumed.Concat(claim.Used)
                   select ContractId.From(id.Span)];
    }

    /// <param name="batch">What came next.</param>
    /// <param name="now">Clock of this participant.</param>
    /// <param name="lookedUp">Stored consumptions of <see cref="ContractsToLookUp"/>.</param>
    public IndexedBatch Index(SequencedBatch batch, long now, IReadOnlyCollection<Consumption> lookedUp)
    {
        var track = TrackOf(batch.Synchronizer);
        track.Certifier.Learn(lookedUp);
        var builder = new BatchBuilder(End, _blocks, now);
        foreach (var sequenced in batch.Events)
            Process(sequenced, track, builder);
        track.Prove(batch.ProvedTime);
        RejectOverdue(track, batch.ProvedTime, builder);

        End = builder.End;
        return builder.Build(track, hasEvents: !batch.Events.IsEmpty, track.Certifier.State.Time - rules.Window);
    }

    /// <summary>Completions of submissions that were never sent: duplicates, and periods that reach too far back.</summary>
    public IndexedBatch Reject(string synchronizer, IEnumerable<(V1.Submitter Submitter, CantonError Error)> rejected, long now)
    {
        var track = TrackOf(synchronizer);
        var builder = new BatchBuilder(End, _blocks, now);
        foreach (var (submitter, error) in rejected)
            builder.Append(synchronizer, track.View, Guid.NewGuid(), row => row with { Outcome = OutcomeOf(submitter, error) });

        End = builder.End;
        return builder.Build(track, hasEvents: false, Micros.Min);
    }

    private void Process(SequencedEvent sequenced, SynchronizerTrack track, BatchBuilder builder)
    {
        RejectOverdue(track, sequenced.SequencedAt, builder);
        track.Count(sequenced);
        if (sequenced is SequencedEvent.Message message)
            new MessageIndexer(participant, track, builder, OutcomeOf).Process(message, _inFlight.Take(message.Sender == participant ? message.MessageId : Guid.Empty));
        else if (sequenced is SequencedEvent.MemberRegistered registered)
            Welcome(registered, track, builder);
    }

    /// <summary>Who comes later does not know our parties.</summary>
    private void Welcome(SequencedEvent.MemberRegistered registered, SynchronizerTrack track, BatchBuilder builder)
    {
        track.Certifier.BeginEpoch(registered.SequencedAt);
        if (registered.Member == participant)
            return;

        var latest = registered.SequencedAt + rules.SequencingTimeout;
        foreach (var announcement in HostingMessages.Announced(registered.Member, participant, track.Hosting.HostedBy(participant), latest))
            Announce(announcement, track, builder);
    }

    private void Announce(V1.Outgoing announcement, SynchronizerTrack track, BatchBuilder builder)
    {
        var message = new InFlightMessage(track.Synchronizer, Submitter: null, announcement);
        _inFlight.Add(message);
        builder.Outbox.Add(message);
    }

    private void RejectOverdue(SynchronizerTrack track, long time, BatchBuilder builder)
    {
        foreach (var message in _inFlight.TakeOverdue(track.Synchronizer, time))
        {
            builder.Finish(message);
            if (message.Submitter is { } submitter)
                Reject(message, submitter, time, builder);
            else if (HostingMessages.AnnouncedAgain(message.Outgoing, participant, track.Hosting, time + rules.SequencingTimeout) is { } again)
                Announce(again, track, builder);
        }
    }

    private void Reject(InFlightMessage message, V1.Submitter submitter, long time, BatchBuilder builder)
    {
        submitter.ClearDeduplicationPeriod();
        builder.Append(message.Synchronizer, time, message.MessageId, row => row with { Outcome = OutcomeOf(submitter, CompletionErrors.NotSequenced()) });
    }

    private V1.Outcome OutcomeOf(V1.Submitter submitter, CantonError? error) =>
        new() { Submitter = submitter, Rejection = error is null ? null : ErrorStatus.Of(error, NameOf(submitter)) };

    private RequestName NameOf(V1.Submitter submitter) => new(
        submitter.SubmissionId, submitter.TraceContext is { HasTraceparent: true } trace ? RequestName.TraceIdFrom(trace.Traceparent) : null, replica);
}

/// <summary>What an indexer begins with: all of it is read on activation, and none of it grows with the ledger.</summary>
/// <param name="End">The ledger end.</param>
/// <param name="Positions">Of every synchronizer that was ever connected.</param>
/// <param name="Hosting">Who hosts whom, by synchronizer.</param>
/// <param name="InFlight">Messages under way.</param>
internal sealed record StoredLedger(
    LedgerEnd End, ImmutableArray<SynchronizerPosition> Positions, ImmutableDictionary<string, Hosting> Hosting, ImmutableArray<InFlightMessage> InFlight)
{
    /// <summary>Nothing has ever happened.</summary>
    public static readonly StoredLedger Empty = new(LedgerEnd.Begin, [], ImmutableDictionary<string, Hosting>.Empty, []);
}
