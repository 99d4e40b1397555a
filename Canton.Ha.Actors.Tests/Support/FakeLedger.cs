using System.Collections.Concurrent;
using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A ledger to read, which grows as a test says, and takes submissions, new parties and connections as a test says.</summary>
/// <param name="keptMax">Most updates in memory.</param>
/// <param name="store">What is stored, if somebody else stores it.</param>
internal sealed class FakeLedger(int keptMax, MemoryLedger? store = null) : ILedger
{
    public FakeHead Head { get; } = new(keptMax);

    public MemoryLedger Store { get; } = store ?? new MemoryLedger();

    /// <summary>What the end of a pruning waits for.</summary>
    public Task PruningEnd { get; set; } = Task.CompletedTask;

    public ImmutableArray<ConnectedSynchronizer> Connected { get; set; } = [];

    /// <summary>What becomes of a submission.</summary>
    public Func<Submission, CancellationToken, Task<UpdateRow>> Outcome { get; set; } = (_, _) => throw new NotSupportedException();

    /// <summary>What was submitted.</summary>
    public ConcurrentQueue<Submission> Submitted { get; } = [];

    /// <summary>What becomes of an allocation; null for what should.</summary>
    public Func<string, IReadOnlyCollection<HostedParty>, CancellationToken, Task>? Allocation { get; set; }

    /// <summary>What was allocated, and where.</summary>
    public ConcurrentQueue<(string Synchronizer, HostedParty Party)> Allocated { get; } = [];

    /// <summary>Makes connections.</summary>
    public Func<ISequencerLink, ILedgerConnection> Connecting { get; set; } = _ => throw new NotSupportedException();

    ILedgerHead ILedger.Head => Head;

    public ILedgerReads Reads => Store;

    /// <summary>Updates without contents.</summary>
    public Task GrowAsync(int count) => GrowAsync(
        Enumerable.Range(1, count).Select(next => new UpdateRow(Head.End + next, Wire.Synchronizer, Head.End + next, Head.End + next, Guid.NewGuid())), [], []);

    /// <summary>The next updates, stored and then told to readers.</summary>
    public async Task GrowAsync(IEnumerable<UpdateRow> updates, ImmutableArray<ContractRow> created, ImmutableArray<Archival> archived)
    {
        var rows = updates.ToImmutableArray();
        if (rows.IsEmpty)
            return;

        var batch = new IndexedBatch(Wire.Synchronizer, new LedgerEnd(rows[^1].Offset, rows[^1].PublishedAt), null) { Updates = rows, Created = created, Archived = archived };
        await Store.WriteAsync([batch], CancellationToken.None);
        Head.Advance(rows);
    }

    /// <summary>What somebody else has stored can be read from now on.</summary>
    public async Task CatchUpAsync()
    {
        var stored = await Store.ReadUpdatesAsync(new UpdatesQuery(Head.End, long.MaxValue, IsDescending: false, int.MaxValue, null), CancellationToken.None);
        if (!stored.IsEmpty)
            Head.Advance(stored);
    }

    public async Task PruneAsync(long upTo, CancellationToken cancellation)
    {
        await Store.PruneAsync(upTo, cancellation);
        await PruningEnd;
    }

    public Task SubmitAsync(Submission submission, CancellationToken cancellation) => SubmitAndWaitAsync(submission, cancellation);

    public Task<UpdateRow> SubmitAndWaitAsync(Submission submission, CancellationToken cancellation)
    {
        Submitted.Enqueue(submission);
        return Outcome(submission, cancellation);
    }

    /// <summary>One more synchronizer is connected.</summary>
    public void Connect(string synchronizer) => Connected = Connected.Add(new ConnectedSynchronizer(synchronizer, Hosting.Empty, 0));

    public Task AllocateAsync(string synchronizer, IReadOnlyCollection<HostedParty> parties, CancellationToken cancellation)
    {
        foreach (var party in parties)
            Allocated.Enqueue((synchronizer, party));
        return (Allocation ?? HostAsync)(synchronizer, parties, cancellation);
    }

    /// <summary>Parties are hosted: readers see it.</summary>
    public async Task HostAsync(string synchronizer, IReadOnlyCollection<HostedParty> parties, CancellationToken cancellation)
    {
        await Store.WriteAsync([new IndexedBatch(synchronizer, LedgerEnd.Begin, null) { Hosted = [.. parties] }], cancellation);
        Connected = [.. Connected.Select(known => known.Id == synchronizer ? known with { Hosting = parties.Aggregate(known.Hosting, (hosting, party) => hosting.With(party)) } : known)];
    }

    public ILedgerConnection Connect(ISequencerLink link) => Connecting(link);
}
