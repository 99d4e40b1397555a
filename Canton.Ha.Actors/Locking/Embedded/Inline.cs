namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>Runs blocking work at once on the calling thread and gives its outcome, also its exception, as a completed task.</summary>
internal static class Inline
{
    public static Task Run(Action work)
    {
        var task = new Task(work);
        task.RunSynchronously(TaskScheduler.Default);
        return task;
    }

    public static Task<T> Run<T>(Func<T> work)
    {
        var task = new Task<T>(work);
        task.RunSynchronously(TaskScheduler.Default);
        return task;
    }
}
