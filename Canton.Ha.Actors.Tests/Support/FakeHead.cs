using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The end of a ledger that keeps as much in memory as a test wants.</summary>
/// <param name="keptMax">Most updates in memory.</param>
internal sealed class FakeHead(int keptMax) : ILedgerHead
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private ImmutableArray<UpdateRow> _kept = [];
    private int _waiting;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long End { get; private set; }

    public Checkpoint? Checkpoint { get; set; }

    public ImmutableSortedDictionary<string, long> RecordTimes { get; set; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    public CancellationToken Closing => _closing.Token;

    public void Close() => _closing.Cancel();

    /// <summary>What is stored already can be read from now on.</summary>
    public void Advance(ImmutableArray<UpdateRow> updates)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            _kept = [.. _kept.Concat(updates).TakeLast(keptMax)];
            End = updates[^1].Offset;
            (grown, _grown) = (_grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        grown.SetResult();
    }

    /// <summary>How often somebody has waited for more.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public Task WaitAsync(long offset, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        lock (_gate)
            return End > offset ? Task.CompletedTask : _grown.Task.WaitAsync(cancellation);
    }

    public ImmutableArray<UpdateRow> After(long offset, int most)
    {
        lock (_gate)
            return offset < End - _kept.Length ? default : [.. _kept.Where(update => update.Offset > offset).Take(most)];
    }
}
