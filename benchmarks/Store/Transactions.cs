using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Ledger.Transactions;
using Google.Protobuf;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Benchmarks.Store;

/// <summary>Groups of submissions of one contract each, as the pipeline and the indexer would make them.</summary>
internal sealed class Transactions(int groupSize)
{
    private const string Synchronizer = "sync::12206d1b3f0a5f7c4e8d9a2b1c0e";
    private const string Bank = "bank::12206d1b3f0a5f7c4e8d9a2b1c0e7f8a9b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f";
    private const string Owner = "owner::12206d1b3f0a5f7c4e8d9a2b1c0e7f8a9b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f";
    private const long Start = 1_700_000_000_000_000;

    private static readonly V1.Template Template = new() { PackageId = "#iou", PackageName = "iou", ModuleName = "Iou", EntityName = "Iou" };

    private readonly BlockBuilder _blocks = new(0);

    public long Offset { get; private set; }

    public ChangeId LastChange { get; private set; } = new("", "", PartySet.Empty);

    /// <summary>The next group.</summary>
    public (IReadOnlyList<InFlightMessage> Messages, IndexedBatch Batch) Next()
    {
        var messages = new InFlightMessage[groupSize];
        var updates = new UpdateRow[groupSize];
        var contracts = new ContractRow[groupSize];
        var blocks = new List<BlockParties>();
        for (var i = 0; i < groupSize; i++)
        {
            Offset++;
            var seed = TransactionSeed.New();
            var transaction = Transaction(ContractId.For(seed, 0));
            messages[i] = Message(seed, transaction);
            LastChange = messages[i].Change!;
            updates[i] = new UpdateRow(Offset, Synchronizer, TimeOf(Offset), TimeOf(Offset) + 5_000, seed.MessageId)
            {
                Transaction = transaction,
                Outcome = new V1.Outcome { Submitter = messages[i].Submitter },
            };
            contracts[i] = new ContractRow(Offset, 0, Synchronizer, PayloadDecoder.ContractOf(transaction, transaction.Nodes[0]), ArchivedAt: null);
            if (_blocks.Add(updates[i]) is { } block)
                blocks.Add(block);
        }

        return (messages, new IndexedBatch(Synchronizer, new LedgerEnd(Offset, TimeOf(Offset) + 5_000), new SynchronizerPosition(Synchronizer, Offset, new CertifierState(TimeOf(Offset), Start)))
        {
            Updates = [.. updates],
            Created = [.. contracts],
            Done = [.. messages.Select(message => message.MessageId)],
            Blocks = [.. blocks],
            ConsumptionsUntil = TimeOf(Offset) - CertificationRules.Default.Window,
        });
    }

    private static long TimeOf(long offset) => Start + (offset * 200);

    private V1.Transaction Transaction(ContractId id) => new()
    {
        WorkflowId = "",
        EffectiveAt = TimeOf(Offset),
        Parties = { Bank, Owner },
        Templates = { Template },
        Nodes =
        {
            new V1.Node
            {
                ContractId = id.ToByteString(), Signatories = { 0 }, Observers = { 1 }, Witnesses = { 0, 1 },
                Create = new V1.Create { Arguments = Iou.Of(Bank, Owner, "CHF", "100.0000000000") },
            },
        },
    };

    private InFlightMessage Message(TransactionSeed seed, V1.Transaction transaction)
    {
        var claim = new V1.Claim { View = TimeOf(Offset), LatestSequencingTime = TimeOf(Offset) + 30_000_000, EffectiveAt = TimeOf(Offset) };
        var outgoing = new V1.Outgoing { MessageId = MessageIds.ToByteString(seed.MessageId), LatestSequencingTime = claim.LatestSequencingTime };
        outgoing.Envelopes.Add(new V1.Envelope { ToAll = true, Payload = new V1.Payload { Claim = claim }.ToByteString() });
        outgoing.Envelopes.Add(new V1.Envelope { Recipients = { "PAR::participant::1220" }, Payload = new V1.Payload { Transaction = transaction }.ToByteString() });
        var submitter = new V1.Submitter { UserId = "user", CommandId = $"command-{Offset}", ActAs = { Bank }, SubmissionId = seed.Salt.ToString(), DeduplicationOffset = 0 };
        return new InFlightMessage(Synchronizer, submitter, outgoing);
    }
}
