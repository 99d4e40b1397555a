using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>What several batches together change: what one of them makes and a later one ends is written once, as it is in the end.</summary>
internal sealed class LedgerChanges
{
    private readonly Dictionary<ContractId, ContractRow> _created = [];
    private readonly Dictionary<ContractId, long> _archived = [];
    private readonly Dictionary<Guid, InFlightMessage> _outbox = [];
    private readonly Dictionary<(string Synchronizer, string Party, string Participant), HostedParty> _hosted = [];
    private readonly Dictionary<string, SynchronizerPosition> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _consumptionsUntil = new(StringComparer.Ordinal);

    private LedgerChanges(LedgerEnd end) => End = end;

    public LedgerEnd End { get; }

    public List<UpdateRow> Updates { get; } = [];

    public IReadOnlyCollection<ContractRow> Created => _created.Values;

    /// <summary>Of contracts that earlier writes have stored, each once.</summary>
    public IReadOnlyDictionary<ContractId, long> Archived => _archived;

    /// <summary>Archivals of contracts that were archived before, whatever the store knows of them.</summary>
    public List<Archival> Differences { get; } = [];

    public List<(string Synchronizer, Consumption What)> Consumed { get; } = [];

    /// <summary>The last state of each that has changed.</summary>
    public IEnumerable<(string Synchronizer, HostedParty What)> Hosted => _hosted.Select(hosted => (hosted.Key.Synchronizer, hosted.Value));

    /// <summary>Messages of earlier writes that are no longer under way.</summary>
    public List<Guid> Done { get; } = [];

    public IReadOnlyCollection<InFlightMessage> Outbox => _outbox.Values;

    public List<BlockParties> Blocks { get; } = [];

    public IReadOnlyCollection<SynchronizerPosition> Positions => _positions.Values;

    /// <summary>By synchronizer.</summary>
    public IReadOnlyDictionary<string, long> ConsumptionsUntil => _consumptionsUntil;

    /// <summary>Every synchronizer that rows of these changes name.</summary>
    public HashSet<string> Synchronizers { get; } = new(StringComparer.Ordinal);

    /// <param name="batches">In their order; at least one.</param>
    public static LedgerChanges Of(IReadOnlyList<IndexedBatch> batches)
    {
        var changes = new LedgerChanges(batches[^1].End);
        foreach (var batch in batches)
            changes.Add(batch);
        return changes;
    }

    private void Add(IndexedBatch batch)
    {
        Synchronizers.Add(batch.Synchronizer);
        Synchronizers.UnionWith(batch.Updates.Select(update => update.Synchronizer));
        Synchronizers.UnionWith(batch.Outbox.Select(message => message.Synchronizer));
        Updates.AddRange(batch.Updates);
        Blocks.AddRange(batch.Blocks);
        Consumed.AddRange(batch.Consumed.Select(consumption => (batch.Synchronizer, consumption)));
        _consumptionsUntil[batch.Synchronizer] = Math.Max(batch.ConsumptionsUntil, _consumptionsUntil.GetValueOrDefault(batch.Synchronizer, Micros.Min));
        foreach (var contract in batch.Created)
            _created.Add(contract.Id, contract);
        foreach (var archival in batch.Archived)
            Archive(archival);
        foreach (var hosted in batch.Hosted)
            _hosted[(batch.Synchronizer, hosted.Party, hosted.Participant)] = hosted;
        foreach (var message in batch.Outbox)
            _outbox.Add(message.MessageId, message);
        foreach (var done in batch.Done)
            if (!_outbox.Remove(done))
                Done.Add(done);
        if (batch.Position is { } position)
            _positions[batch.Synchronizer] = position;
    }

    private void Archive(Archival archival)
    {
        if (_created.TryGetValue(archival.Contract, out var created) && created.ArchivedAt is null)
            _created[archival.Contract] = created with { ArchivedAt = archival.Offset };
        else if (created is not null || !_archived.TryAdd(archival.Contract, archival.Offset))
            Differences.Add(archival);
    }
}
