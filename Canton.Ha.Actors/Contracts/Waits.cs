namespace Canton.Ha.Actors.Contracts;

/// <summary>Waits that hold no thread.</summary>
internal static class Waits
{
    /// <summary>Lets time pass.</summary>
    /// <param name="wait">How much, at least a millisecond.</param>
    /// <param name="time">By which clock.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task PassAsync(TimeSpan wait, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(wait, time);
        await timer.WaitForNextTickAsync(cancellation);
    }

    /// <summary>Looks again and again until something nobody announces is true. False if that was not in time.</summary>
    /// <param name="isTrue">Looks.</param>
    /// <param name="every">How often.</param>
    /// <param name="within">For how long.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<bool> UntilAsync(Func<Task<bool>> isTrue, TimeSpan every, TimeSpan within, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var pace = new PeriodicTimer(every);
        while (!await isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(began) > within)
                return false;
            await pace.WaitForNextTickAsync(cancellation);
        }

        return true;
    }
}
