namespace Akka.Actor.Internal;

/// <summary>Runs what was registered, last first, when all actors have stopped.</summary>
internal sealed class TerminationCallbacks
{
    private readonly Stack<Action> _callbacks = new();
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private bool _isTerminated;

    public TerminationCallbacks(Task terminated) => _ = terminated.ContinueWith(_ => RunAll(), TaskScheduler.Default);

    public Task Completed => _completed.Task;

    public void Add(Action code)
    {
        lock (_gate)
        {
            if (_isTerminated)
                throw new InvalidOperationException("ActorSystem already terminated.");
            _callbacks.Push(code);
        }
    }

    private void RunAll()
    {
        lock (_gate)
            _isTerminated = true;
        var failures = new List<Exception>();
        foreach (var callback in _callbacks)
        {
            try
            {
                callback();
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }

        if (failures.Count == 0)
            _completed.SetResult();
        else
            _completed.SetException(failures);
    }
}
