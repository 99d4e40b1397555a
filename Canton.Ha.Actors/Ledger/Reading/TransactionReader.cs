using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Transactions;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf;
using Google.Protobuf.Collections;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>A stored transaction as one reader may see it.</summary>
internal sealed class TransactionReader(TransactionSelection selection)
{
    private static readonly HashSet<ByteString> s_none = [];
    private static readonly RepeatedField<uint> s_nobody = [];

    private readonly EventReader _events = new(selection.Events);

    /// <summary>The transaction, or null if the reader sees none of its events.</summary>
    public Transaction? Read(UpdateRow update) => ReadHeader(update) is { Events.Count: > 0 } seen ? seen : null;

    /// <summary>The transaction, with or without events: what a submitter gets who waited for it.</summary>
    public Transaction? ReadHeader(UpdateRow update)
    {
        if (update.Transaction is not { } stored)
            return null;

        var transaction = HeaderOf(update, stored);
        var transient = TransientOf(stored);
        foreach (var node in stored.Nodes)
            if (EventOf(update, stored, node, transient) is { } seen)
                transaction.Events.Add(seen);
        return transaction;
    }

    private Transaction HeaderOf(UpdateRow update, V1.Transaction stored) => new()
    {
        UpdateId = update.UpdateId,
        CommandId = IsSubmitter(update) ? update.Outcome!.Submitter.CommandId : "",
        WorkflowId = stored.WorkflowId,
        EffectiveAt = Micros.ToTimestamp(stored.EffectiveAt),
        Offset = update.Offset,
        SynchronizerId = update.Synchronizer,
        TraceContext = stored.TraceContext,
        RecordTime = Micros.ToTimestamp(update.RecordTime),
    };

    private bool IsSubmitter(UpdateRow update) => update.Outcome is { } outcome && selection.Events.Cut(outcome.Submitter.ActAs).Any();

    /// <summary>Contracts that were made and ended by this transaction: no reader of active contracts ever sees them.</summary>
    private static HashSet<ByteString> TransientOf(V1.Transaction stored)
    {
        if (stored.Nodes.Count == 1)
            return s_none;

        var ended = stored.Nodes.Where(node => node.Exercise is { Consuming: true }).Select(node => node.ContractId).ToHashSet();
        ended.IntersectWith(stored.Nodes.Where(node => node.Create is not null).Select(node => node.ContractId));
        return ended;
    }

    private Event? EventOf(UpdateRow update, V1.Transaction stored, V1.Node node, HashSet<ByteString> transient)
    {
        var template = PayloadDecoder.Decode(stored.Templates[(int)node.Template]);
        var stakeholders = Names(stored, node.Signatories, node.Observers);
        var changing = node.Exercise is { Consuming: false } || transient.Contains(node.ContractId) ? SelectedEvent.No : selection.Events.Select(stakeholders, template);
        if (selection.Shape == TransactionShape.AcsDelta)
            return changing.IsIn ? DeltaOf(update, stored, node, new SeenNode(template, changing, stakeholders, ChangesActive: true)) : null;

        var witnesses = Names(stored, node.Witnesses, s_nobody);
        var selected = selection.Events.Select(witnesses, template);
        return selected.IsIn ? EffectOf(update, stored, node, new SeenNode(template, selected, witnesses, changing.IsIn)) : null;
    }

    private Event DeltaOf(UpdateRow update, V1.Transaction stored, V1.Node node, SeenNode seen) => node.Create is null
        ? new Event { Archived = _events.Archived(update.Offset, node, seen.Template, seen.Witnesses) }
        : EffectOf(update, stored, node, seen);

    private Event EffectOf(UpdateRow update, V1.Transaction stored, V1.Node node, SeenNode seen) => node.Create is null
        ? new Event { Exercised = _events.Exercised(update.Offset, node, seen, Names(stored, node.Exercise.Actors, s_nobody)) }
        : new Event { Created = _events.Created(update.Offset, node.Id, PayloadDecoder.ContractOf(stored, node), seen) };

    private static string[] Names(V1.Transaction stored, RepeatedField<uint> indexes, RepeatedField<uint> more)
    {
        var names = new string[indexes.Count + more.Count];
        for (var place = 0; place < names.Length; place++)
            names[place] = stored.Parties[(int)(place < indexes.Count ? indexes[place] : more[place - indexes.Count])];
        return names;
    }
}
