using Akka.Actor;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>The synchronizers of one term: open when it is known which there are, and those wanted are being connected.</summary>
/// <param name="lines">Their lines, which end with it.</param>
internal sealed class TermSynchronizers(ISynchronizerLines lines) : IServing
{
    /// <summary>A registry that is writing stops when that is done; one whose journal does not answer is not waited for.</summary>
    private static readonly TimeSpan StoppingMax = TimeSpan.FromSeconds(2);

    private readonly Lock _guard = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _ending;
    private volatile IActorRef _registry = ActorRefs.Nobody;
    private volatile IReadOnlyList<SynchronizerStatus> _known = [];

    public ISynchronizerLines Lines => lines;

    /// <summary>Who understands <see cref="SynchronizerProtocol"/>.</summary>
    public IActorRef Registry => _registry;

    /// <summary>Every registered synchronizer, by alias.</summary>
    public IReadOnlyList<SynchronizerStatus> Known => _known;

    public Task Ended => _ended.Task;

    /// <summary>Notes who has begun to remember: in vain, when nobody wants it any more.</summary>
    public void Begin(IActorRef registry)
    {
        lock (_guard)
        {
            if (_ending is null)
                _registry = registry;
            else
                registry.Tell(PoisonPill.Instance);
        }
    }

    /// <summary>Says how they are now.</summary>
    public void Show(IReadOnlyList<SynchronizerStatus> known) => _known = known;

    /// <summary>They are remembered, and connecting has begun.</summary>
    public void Open() => _open.TrySetResult();

    /// <summary>They cannot be remembered, or no longer.</summary>
    public void Fail(Exception cause)
    {
        _open.TrySetException(cause);
        _ended.TrySetException(cause);
    }

    /// <summary>Nothing is written any more.</summary>
    public void Stop()
    {
        Fail(new InvalidOperationException("it has stopped"));
        _stopped.TrySetResult();
    }

    /// <exception cref="OperationCanceledException">It is not to be opened any more.</exception>
    public async Task<TermSynchronizers> OpenedAsync(CancellationToken cancellation)
    {
        try
        {
            await _open.Task.WaitAsync(cancellation);
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Nothing is under way here that could be finished: who submits has been sent away, and what was submitted is known to the ledger.</summary>
    public Task DrainAsync(TimeSpan limit) => DisposeAsync().AsTask();

    public ValueTask DisposeAsync()
    {
        lock (_guard)
            return new ValueTask(_ending ??= EndAsync(_registry));
    }

    /// <summary>What is being written is written before the next term reads it. Who is still reading is not waited for.</summary>
    private async Task EndAsync(IActorRef registry)
    {
        if (_open.Task.IsCompletedSuccessfully && !_stopped.Task.IsCompleted)
        {
            registry.Tell(SynchronizerProtocol.End.Instance);
            await _stopped.Task.WaitAsync(StoppingMax).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!_stopped.Task.IsCompleted)
            registry.Tell(PoisonPill.Instance);
        await lines.DisposeAsync();
    }
}
