using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Running;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A synchronizer within the process: puts messages in order by a clock, and delivers over links that a test may cut.</summary>
internal sealed class LoopSynchronizer : IAsyncDisposable
{
    private static readonly TimeSpan ProofPeriod = TimeSpan.FromMilliseconds(20);

    private readonly SimulatedSynchronizer _order;
    private readonly TimeProvider _clock;
    private readonly Lock _guard = new();
    private readonly PeriodicTimer _proofs = new(ProofPeriod);
    private readonly Task _proving;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LoopSynchronizer()
        : this(Wire.Synchronizer, TimeProvider.System)
    {
    }

    /// <param name="id">Its id.</param>
    /// <param name="clock">It is never behind this clock.</param>
    public LoopSynchronizer(string id, TimeProvider clock)
    {
        (_order, _clock) = (new SimulatedSynchronizer(id), clock);
        _proving = ProveAsync();
    }

    public string Id => _order.Id;

    /// <summary>Every message in its order.</summary>
    public IReadOnlyList<(long At, V1.Outgoing Message)> Sequenced
    {
        get
        {
            lock (_guard)
                return [.. _order.Sequenced];
        }
    }

    /// <summary>Connects a participant, which is registered if this is its first time.</summary>
    public LoopLink Connect(ILedger ledger, string member)
    {
        Change(() =>
        {
            if (!_order.Knows(member))
                _order.Register(member);
        });
        return new LoopLink(this, ledger, member);
    }

    /// <summary>Tells everybody how far time has come.</summary>
    public void Tick() => Change(() => { });

    public void Send(string sender, ImmutableArray<V1.Outgoing> messages) => Change(() =>
    {
        foreach (var message in messages)
            _order.Send(sender, message);
    });

    /// <summary>What a member has to hear after an event; and what completes when there is more.</summary>
    public (SequencedBatch Batch, Task More) Deliver(string member, long after, int most)
    {
        lock (_guard)
            return (_order.Deliver(member, after, most), _grown.Task);
    }

    /// <summary>Counter of the last event of a member.</summary>
    public long LastCounterOf(string member)
    {
        lock (_guard)
            return _order.LastCounterOf(member);
    }

    public async ValueTask DisposeAsync()
    {
        _proofs.Dispose();
        await _proving;
    }

    private async Task ProveAsync()
    {
        while (await _proofs.WaitForNextTickAsync())
            Tick();
    }

    private void Change(Action change)
    {
        TaskCompletionSource grown;
        lock (_guard)
        {
            _order.Pass(Math.Max(0, _clock.NowMicros() - _order.Time));
            change();
            (grown, _grown) = (_grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        grown.SetResult();
    }
}
