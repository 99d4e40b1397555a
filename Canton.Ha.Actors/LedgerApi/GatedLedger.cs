using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>The ledger as clients see it: for them it closes with the gate, which is before it closes for the synchronizers.</summary>
internal sealed class GatedLedger(ILedger ledger, ApiTerm term) : ILedger, ILedgerHead
{
    public ILedgerHead Head => this;

    public ILedgerReads Reads => ledger.Reads;

    public ImmutableArray<ConnectedSynchronizer> Connected => ledger.Connected;

    public CancellationToken Closing => term.Closing;

    public long End => ledger.Head.End;

    public Checkpoint? Checkpoint => ledger.Head.Checkpoint;

    public ImmutableSortedDictionary<string, long> RecordTimes => ledger.Head.RecordTimes;

    public Task WaitAsync(long offset, CancellationToken cancellation) => ledger.Head.WaitAsync(offset, cancellation);

    public ImmutableArray<UpdateRow> After(long offset, int most) => ledger.Head.After(offset, most);

    public Task SubmitAsync(Submission submission, CancellationToken cancellation) => ledger.SubmitAsync(submission, cancellation);

    public Task<UpdateRow> SubmitAndWaitAsync(Submission submission, CancellationToken cancellation) => ledger.SubmitAndWaitAsync(submission, cancellation);

    public Task AllocateAsync(string synchronizer, IReadOnlyCollection<HostedParty> parties, CancellationToken cancellation) =>
        ledger.AllocateAsync(synchronizer, parties, cancellation);

    public Task PruneAsync(long upTo, CancellationToken cancellation) => ledger.PruneAsync(upTo, cancellation);

    public ILedgerConnection Connect(ISequencerLink link) => ledger.Connect(link);
}
