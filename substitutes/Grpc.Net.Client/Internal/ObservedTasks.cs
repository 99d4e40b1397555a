namespace Grpc.Net.Client.Internal;

/// <summary>Tasks that may fail without anybody looking.</summary>
internal static class ObservedTasks
{
    /// <summary>Keeps the failure of a task that nobody awaits from being reported as unobserved.</summary>
    public static void Observe(this Task task)
    {
        if (task.IsCompleted)
            _ = task.Exception;
        else
            _ = task.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
