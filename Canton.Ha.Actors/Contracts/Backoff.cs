namespace Canton.Ha.Actors.Contracts;

/// <summary>How long to rest between tries. Up to a fifth is added at random, so that those who failed together do not try again together.</summary>
public static class Backoff
{
    /// <summary>The pause and up to 20 %.</summary>
    public static TimeSpan Jittered(TimeSpan pause) => pause * (1 + (Random.Shared.NextDouble() / 5));

    /// <summary>The first pause, doubled with each failure after the first one up to the longest; and up to 20 %.</summary>
    /// <param name="first">The pause after the first failure.</param>
    /// <param name="longest">No pause is longer, but for what is added.</param>
    /// <param name="failuresBefore">Failures in a row before the one after which to rest.</param>
    public static TimeSpan Doubling(TimeSpan first, TimeSpan longest, int failuresBefore)
    {
        var pause = first * Math.Pow(2, Math.Min(failuresBefore, 16));
        return Jittered(pause < longest ? pause : longest);
    }
}
