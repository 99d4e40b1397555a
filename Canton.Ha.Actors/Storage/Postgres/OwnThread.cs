namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>Does rare blocking work on a thread made for it, so that neither waits for the other's pool.</summary>
internal static class OwnThread
{
    /// <summary>Runs the work.</summary>
    public static Task Run(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
