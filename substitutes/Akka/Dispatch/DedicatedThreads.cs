using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>A fixed number of background threads that share one queue.</summary>
internal sealed class DedicatedThreads : ExecutorService
{
    private readonly BlockingCollection<IRunnable> _work = new();
    private readonly Action<Exception> _reportFailure;

    public DedicatedThreads(string id, int threads, Action<Exception> reportFailure = null) : base(id)
    {
        _reportFailure = reportFailure;
        for (var i = 0; i < threads; i++)
            new Thread(RunAll) { IsBackground = true, Name = threads == 1 ? id : $"{id}-{i + 1}" }.Start();
    }

    public override void Execute(IRunnable run)
    {
        try
        {
            _work.Add(run);
        }
        catch (InvalidOperationException e)
        {
            throw new RejectedExecutionException($"The threads of [{Id}] have been shut down.", e);
        }
    }

    public override void Shutdown() => _work.CompleteAdding();

    private void RunAll()
    {
        foreach (var run in _work.GetConsumingEnumerable())
        {
            try
            {
                run.Run();
            }
            catch (Exception e)
            {
                _reportFailure?.Invoke(e);
            }
        }
    }
}
