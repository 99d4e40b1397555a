using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Rows as an indexer makes them, with the least that makes them different from each other.</summary>
internal static class LedgerRowsOf
{
    /// <summary>Publication time of an offset: they are ten apart.</summary>
    public static long TimeOf(long offset) => 1_000_000 + (offset * 10);

    public static UpdateRow Update(long offset, string party = "alice", V1.Outcome? outcome = null) =>
        new(offset, Wire.Synchronizer, TimeOf(offset) - 5, TimeOf(offset), Guid.NewGuid())
        {
            Transaction = new V1.Transaction { WorkflowId = $"workflow{offset}", EffectiveAt = offset, Parties = { party } },
            Outcome = outcome,
        };

    public static V1.Submitter Submitter(string commandId) => new() { UserId = "user", CommandId = commandId, ActAs = { "alice" }, SubmissionId = $"{commandId}-{Guid.NewGuid()}" };

    public static V1.Outcome Accepted(string commandId) => new() { Submitter = Submitter(commandId) };

    public static V1.Outcome Rejected(string commandId) => new() { Submitter = Submitter(commandId), Rejection = new Google.Rpc.Status { Code = 5, Message = "no" } };

    public static InFlightMessage Message(string? commandId, string synchronizer = Wire.Synchronizer)
    {
        var envelope = new V1.Envelope { ToAll = true, Payload = ByteString.CopyFromUtf8("payload") };
        var outgoing = new V1.Outgoing { MessageId = MessageIds.ToByteString(Guid.NewGuid()), LatestSequencingTime = 7, Envelopes = { envelope } };
        return new InFlightMessage(synchronizer, commandId is null ? null : Submitter(commandId), outgoing);
    }

    public static ContractRow Contract(long offset, int node = 0, string party = "alice")
    {
        var id = ContractId.For(TransactionSeed.New(), node);
        var template = new V1.Template { PackageId = "#iou", PackageName = "iou", ModuleName = "Iou", EntityName = "Iou" };
        var contract = new V1.Contract { ContractId = id.ToByteString(), Template = template, Arguments = new Record(), Signatories = { party }, CreatedAt = offset };
        return new ContractRow(offset, node, Wire.Synchronizer, contract, ArchivedAt: null);
    }

    /// <summary>A batch that ends with an offset.</summary>
    public static IndexedBatch Batch(long end, string synchronizer = Wire.Synchronizer) =>
        new(synchronizer, new LedgerEnd(end, TimeOf(end)), new SynchronizerPosition(synchronizer, end, new CertifierState(TimeOf(end) - 5, Micros.Min)));

    /// <summary>A batch with one update at each offset, and nothing else.</summary>
    public static IndexedBatch Updates(long first, long last, Func<long, string>? party = null) =>
        Batch(last) with { Updates = [.. Range(first, last).Select(offset => Update(offset, party?.Invoke(offset) ?? "alice"))] };

    /// <summary>A batch with changes of hosting.</summary>
    public static IndexedBatch Hosting(long end, params ReadOnlySpan<HostedParty> parties) => Batch(end) with { Hosted = [.. parties] };

    public static HostedParty Hosted(string party, ParticipantPermission permission = ParticipantPermission.Submission) => new(party, "bank", permission);

    public static ChangeId ChangeOf(string commandId) => Submitters.ChangeOf(Submitter(commandId));

    public static IEnumerable<long> Range(long first, long last)
    {
        for (var offset = first; offset <= last; offset++)
            yield return offset;
    }
}
