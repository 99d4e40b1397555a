using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A ledger as its stage keeps it open.</summary>
internal sealed class FakeOpenLedger : IOpenLedger
{
    private readonly FakeLedger _ledger = new(10);
    private readonly TaskCompletionSource _ended = new();

    public Task Ended => _ended.Task;

    public int Checkpoints { get; private set; }

    public bool IsDisposed { get; private set; }

    public ILedgerHead Head => _ledger.Head;

    public ILedgerReads Reads => _ledger.Reads;

    public ImmutableArray<ConnectedSynchronizer> Connected => _ledger.Connected;

    public void Fail(string why) => _ended.SetException(new IOException(why));

    public void RefreshCheckpoint() => Checkpoints++;

    public Task DrainAsync(TimeSpan limit) => Task.CompletedTask;

    public Task SubmitAsync(Submission submission, CancellationToken cancellation) => SubmitAndWaitAsync(submission, cancellation);

    public Task<UpdateRow> SubmitAndWaitAsync(Submission submission, CancellationToken cancellation) => _ledger.Outcome(submission, cancellation);

    public Task AllocateAsync(string synchronizer, IReadOnlyCollection<HostedParty> parties, CancellationToken cancellation) => throw new NotSupportedException();

    public Task PruneAsync(long upTo, CancellationToken cancellation) => throw new NotSupportedException();

    public ILedgerConnection Connect(ISequencerLink link) => throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
