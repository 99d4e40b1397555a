using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>A batch while it grows: gives the offsets.</summary>
internal sealed class BatchBuilder(LedgerEnd former, BlockBuilder blocks, long now)
{
    private readonly ImmutableArray<UpdateRow>.Builder _updates = ImmutableArray.CreateBuilder<UpdateRow>();
    private readonly ImmutableArray<BlockParties>.Builder _blocks = ImmutableArray.CreateBuilder<BlockParties>();
    private readonly ImmutableArray<Archival>.Builder _archived = ImmutableArray.CreateBuilder<Archival>();
    private readonly Dictionary<ContractId, ContractRow> _created = [];
    private readonly List<Guid> _done = [];
    private readonly List<ChangeId> _released = [];

    public LedgerEnd End { get; private set; } = former.PublishedBy(now);

    public List<Consumption> Consumed { get; } = [];

    public List<HostedParty> Hosted { get; } = [];

    public List<InFlightMessage> Outbox { get; } = [];

    public List<string> Reports { get; } = [];

    /// <summary>The update with the next offset.</summary>
    public long Append(string synchronizer, long recordTime, Guid messageId, Func<UpdateRow, UpdateRow> fill)
    {
        End = End.Next();
        var update = fill(new UpdateRow(End.Offset, synchronizer, recordTime, End.PublishedAt, messageId));
        _updates.Add(update);
        if (blocks.Add(update) is { } block)
            _blocks.Add(block);
        return update.Offset;
    }

    public void Create(ContractRow contract) => _created.Add(contract.Id, contract);

    /// <summary>A contract of this batch is marked; one of an earlier batch is to be found in the store.</summary>
    public void Archive(ContractId id, long offset)
    {
        if (_created.TryGetValue(id, out var created))
            _created[id] = created with { ArchivedAt = offset };
        else
            _archived.Add(new Archival(id, offset));
    }

    public void Finish(InFlightMessage message)
    {
        _done.Add(message.MessageId);
        if (message.Change is { } change)
            _released.Add(change);
    }

    public IndexedBatch Build(SynchronizerTrack track, bool hasEvents, long consumptionsUntil) => new(track.Synchronizer, End, track.Store(hasEvents || _updates.Count > 0))
    {
        View = track.View,
        Updates = _updates.DrainToImmutable(),
        Created = [.. _created.Values],
        Archived = _archived.DrainToImmutable(),
        Consumed = [.. Consumed],
        Hosted = [.. Hosted],
        Done = [.. _done],
        Released = [.. _released],
        Outbox = [.. Outbox],
        Blocks = _blocks.DrainToImmutable(),
        Reports = [.. Reports],
        ConsumptionsUntil = consumptionsUntil,
    };
}
