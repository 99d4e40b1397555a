using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Storage;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>The commands of which the transactions of the ledger consist.</summary>
internal sealed class LedgerCommands(LedgerWriteSql sql, LedgerMemory memory)
{
    /// <summary>Consumptions are forgotten no more often than this, in microseconds of their synchronizer.</summary>
    private const long ForgetEvery = Micros.PerSecond;

    private const int ForgetMax = 50_000;

    private readonly Dictionary<string, long> _forgotten = new(StringComparer.Ordinal);

    /// <summary>Synchronizers that are not known to be stored.</summary>
    public IEnumerable<WriteCommand> Add(List<string> synchronizers) => synchronizers.Count == 0 ? [] : sql.Rows(
        sql.AddSynchronizers,
        synchronizers.Select(KeyOf).ToArray(),
        synchronizers.ToArray(),
        Enumerable.Repeat(Micros.Min, synchronizers.Count).ToArray());

    public IEnumerable<WriteCommand> Register(List<SlottedMessage> messages) =>
        Slots(sql.FillSlots, messages.FindAll(message => !message.IsNew)).Concat(Slots(sql.AddSlots, messages.FindAll(message => message.IsNew)));

    /// <summary>The ledger end comes last.</summary>
    public IEnumerable<WriteCommand> Write(LedgerChanges changes, List<SlottedMessage> outbox) =>
    [
        .. Updates(changes.Updates),
        .. Contracts([.. changes.Created]),
        .. Ends([.. changes.Archived]),
        .. Differences(changes.Differences),
        .. Consumptions(changes),
        .. Hosting([.. changes.Hosted]),
        .. changes.Blocks.Select(block => new WriteCommand(sql.AddBlock, block.Block, sql.PartiesOf(block))),
        .. Frees(memory.Slots.Of(changes.Done)),
        .. Register(outbox),
        .. Positions([.. changes.Positions]),
        new WriteCommand(sql.MoveEnd, changes.End.Offset, changes.End.PublishedAt),
    ];

    public WriteCommand RaisePruning(long upTo) => new(sql.RaisePruning, upTo);

    /// <summary>Removes what was, or ended, after one offset up to another; blocks only as a whole.</summary>
    public IReadOnlyList<WriteCommand> Prune(long after, long upTo) =>
    [
        new(sql.RemoveUpdates, after, upTo),
        new(sql.RemoveContracts, after, upTo),
        new(sql.RemoveBlocks, BlockParties.BlockOf(upTo + 1)),
    ];

    private IEnumerable<WriteCommand> Slots(string statement, List<SlottedMessage> messages) => messages.Count == 0 ? [] : sql.Rows(
        statement,
        Column(messages, message => message.Slot),
        Column(messages, message => KeyOf(message.Message.Synchronizer)),
        Column(messages, message => message.Message.Submitter?.ToByteArray()),
        Column(messages, message => message.Message.Outgoing.ToByteArray()));

    private IEnumerable<WriteCommand> Frees(int[] slots) => slots.Length == 0 ? [] : sql.Rows(sql.FreeSlots, slots);

    private IEnumerable<WriteCommand> Updates(List<UpdateRow> updates) => updates.Count == 0 ? [] : sql.Rows(
        sql.AddUpdates,
        Column(updates, update => update.Offset),
        Column(updates, update => update.RecordTime),
        Column(updates, update => update.PublishedAt),
        Column(updates, update => KeyOf(update.Synchronizer)),
        Column(updates, update => update.MessageId),
        Column(updates, update => update.Transaction?.ToByteArray()),
        Column(updates, update => update.Hosting?.ToByteArray()),
        Column(updates, update => update.Outcome?.ToByteArray()),
        Column(updates, update => update.AcceptedChange is { } change ? ChangeId.KeyOf(change.Hash()) : (long?)null));

    private IEnumerable<WriteCommand> Contracts(List<ContractRow> contracts) => contracts.Count == 0 ? [] : sql.Rows(
        sql.AddContracts,
        Column(contracts, contract => contract.Offset),
        Column(contracts, contract => contract.Node),
        Column(contracts, contract => contract.Id.Key),
        Column(contracts, contract => KeyOf(contract.Synchronizer)),
        Column(contracts, contract => contract.Contract.ToByteArray()),
        Column(contracts, contract => contract.Id.ToBytes()),
        Column(contracts, contract => contract.ArchivedAt));

    private IEnumerable<WriteCommand> Ends(List<KeyValuePair<ContractId, long>> ended) => ended.Count == 0 ? [] : sql.Rows(
        sql.EndContracts, Column(ended, end => end.Key.Key), Column(ended, end => end.Key.ToBytes()), Column(ended, end => end.Value));

    private IEnumerable<WriteCommand> Differences(List<Archival> archivals) => archivals.Count == 0 ? [] : sql.Rows(
        sql.AddDifferences, Column(archivals, archival => archival.Offset), Column(archivals, archival => archival.Contract.ToBytes()));

    private IEnumerable<WriteCommand> Consumptions(LedgerChanges changes)
    {
        var consumed = changes.Consumed;
        if (consumed.Count > 0)
            foreach (var command in sql.Rows(
                sql.AddConsumptions,
                Column(consumed, each => KeyOf(each.Synchronizer)), Column(consumed, each => each.What.At), Column(consumed, each => each.What.Contract.ToBytes())))
                yield return command;

        foreach (var (synchronizer, until) in changes.ConsumptionsUntil.Where(until => until.Value >= _forgotten.GetValueOrDefault(until.Key, Micros.Min) + ForgetEvery))
        {
            _forgotten[synchronizer] = until;
            yield return new WriteCommand(sql.ForgetConsumptions, KeyOf(synchronizer), until, ForgetMax);
        }
    }

    private IEnumerable<WriteCommand> Hosting(List<(string Synchronizer, Topology.HostedParty What)> hosted)
    {
        var added = hosted.FindAll(each => each.What.Permission != ParticipantPermission.Unspecified);
        var removed = hosted.FindAll(each => each.What.Permission == ParticipantPermission.Unspecified);
        return Hosting(sql.AddHosting, added, Column(added, each => (short)each.What.Permission)).Concat(Hosting(sql.RemoveHosting, removed));
    }

    private IEnumerable<WriteCommand> Hosting(string statement, List<(string Synchronizer, Topology.HostedParty What)> hosted, params Array[] others) => hosted.Count == 0 ? [] : sql.Rows(
        statement,
        [Column(hosted, each => KeyOf(each.Synchronizer)), Column(hosted, each => each.What.Party), Column(hosted, each => each.What.Participant), .. others]);

    private IEnumerable<WriteCommand> Positions(List<SynchronizerPosition> positions) => positions.Count == 0 ? [] : sql.Rows(
        sql.MovePositions,
        Column(positions, position => KeyOf(position.Synchronizer)),
        Column(positions, position => position.Counter),
        Column(positions, position => position.State.Time),
        Column(positions, position => position.State.EpochAt),
        Column(positions, position => position.View));

    private short KeyOf(string synchronizer) => memory.Keys.Of(synchronizer);

    private static T[] Column<TRow, T>(List<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (var row = 0; row < column.Length; row++)
            column[row] = value(rows[row]);
        return column;
    }
}
