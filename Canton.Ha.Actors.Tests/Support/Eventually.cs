namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Waits for something that nobody announces, by looking again and again until a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when <paramref name="isTrue"/> is.</summary>
    public static async Task BecomesTrueAsync(string what, Func<Task<bool>> isTrue, TimeSpan within)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Period);
        while (!await isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(started) > within)
                throw new TimeoutException($"Not within {within}: {what}.");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Lets time pass that is part of what is tested.</summary>
    public static async Task PassesAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }
}
