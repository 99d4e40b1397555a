using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Topology;

namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>What one transaction of the database writes. Once it is written, and not before, readers are told and <see cref="Released"/> is released.</summary>
/// <param name="Synchronizer">Whose events these are.</param>
/// <param name="End">The ledger end from now on.</param>
/// <param name="Position">Where to go on, and how far time has come; null when that need not be stored.</param>
internal sealed record IndexedBatch(string Synchronizer, LedgerEnd End, SynchronizerPosition? Position)
{
    /// <summary>In the order of their offsets, which follow the former ledger end without a gap.</summary>
    public ImmutableArray<UpdateRow> Updates { get; init; } = [];

    public ImmutableArray<ContractRow> Created { get; init; } = [];

    /// <summary>Of contracts of earlier batches; one that is not stored, or archived already, is to be reported as a difference between members.</summary>
    public ImmutableArray<Archival> Archived { get; init; } = [];

    /// <summary>Of every accepted transaction, also those that nobody here sees.</summary>
    public ImmutableArray<Consumption> Consumed { get; init; } = [];

    /// <summary>Who is hosted otherwise; one with unspecified permission is hosted there no longer, and its row goes.</summary>
    public ImmutableArray<HostedParty> Hosted { get; init; } = [];

    /// <summary>Messages that are no longer under way: their rows go. One of the same <see cref="Outbox"/> came too late before it was sent.</summary>
    public ImmutableArray<Guid> Done { get; init; } = [];

    /// <summary>Changes whose outcome can be read with this batch.</summary>
    public ImmutableArray<ChangeId> Released { get; init; } = [];

    /// <summary>New messages: their rows come, and they are sent after the batch is written.</summary>
    public ImmutableArray<InFlightMessage> Outbox { get; init; } = [];

    /// <summary>Which parties occur in blocks of offsets that this batch has completed.</summary>
    public ImmutableArray<BlockParties> Blocks { get; init; } = [];

    /// <summary>What an operator should know: malformed messages.</summary>
    public ImmutableArray<string> Reports { get; init; } = [];

    /// <summary>The view of submissions that read what is stored once this batch is written; needs not be stored.</summary>
    public long View { get; init; } = Micros.Min;

    /// <summary>Consumptions up to this time are no longer needed.</summary>
    public long ConsumptionsUntil { get; init; } = Micros.Min;

    /// <summary>Nothing is to be written: only time has passed.</summary>
    public bool IsEmpty => Position is null && Updates.IsEmpty && Done.IsEmpty && Outbox.IsEmpty;
}

/// <summary>Where the processing of a synchronizer's events stands.</summary>
/// <param name="Synchronizer">Which.</param>
/// <param name="Counter">Of the last processed event; 0 before the first.</param>
/// <param name="State">Of certification; its time is the record time of the synchronizer.</param>
internal sealed record SynchronizerPosition(string Synchronizer, long Counter, CertifierState State)
{
    /// <summary>Everything up to here has been processed: the time of the last event, or a later one that was proved.</summary>
    public long View { get; init; } = State.Time;

    /// <summary>Before the first event.</summary>
    public static SynchronizerPosition Start(string synchronizer) => new(synchronizer, 0, CertifierState.Initial);
}
