using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Waits for something that nobody announces, by looking again and again until a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when <paramref name="isTrue"/> is.</summary>
    public static async Task BecomesTrueAsync(string what, Func<Task<bool>> isTrue, TimeSpan within)
    {
        if (!await Waits.UntilAsync(isTrue, Period, within, CancellationToken.None))
            throw new TimeoutException($"Not within {within}: {what}.");
    }

    /// <summary>Lets time pass that is part of what is tested.</summary>
    public static Task PassesAsync(TimeSpan time) => Waits.PassAsync(time, TimeProvider.System, CancellationToken.None);
}
