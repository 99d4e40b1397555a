namespace Canton.Ha.Actors.Shell;

/// <summary>Shows that something is under way when it takes longer than one likes to look at an empty line.</summary>
internal sealed class Waiting(IConsoleView view, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public async Task<T> ForAsync<T>(string doing, Task<T> work)
    {
        await ForAsync(doing, (Task)work);
        return await work;
    }

    public async Task ForAsync(string doing, Task work)
    {
        var started = time.GetTimestamp();
        while (!await IsDoneAsync(work))
            view.Wait(doing, time.GetElapsedTime(started));
        view.WaitIsOver();
        await work; // It may have failed.
    }

    private async Task<bool> IsDoneAsync(Task work)
    {
        using var tick = new CancellationTokenSource(Period, time);
        var ticked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = tick.Token.UnsafeRegister(_ => ticked.TrySetResult(), null);
        return await Task.WhenAny(work, ticked.Task) == work;
    }
}
