namespace Canton.Ha.Actors.Benchmarks.Sequencing;

/// <summary>What a number of calls has come to.</summary>
/// <param name="Messages">How many were sequenced.</param>
/// <param name="Took">All of it.</param>
/// <param name="Calls">How long each call took.</param>
internal sealed record Measured(long Messages, TimeSpan Took, IReadOnlyList<TimeSpan> Calls)
{
    public double PerSecond => Messages / Took.TotalSeconds;

    /// <summary>The shortest time that this share of the calls did not exceed.</summary>
    public TimeSpan Percentile(int percent) => Calls.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(Calls.Count * percent / 100.0) - 1));
}
