using System.Collections.Immutable;

namespace Canton.Ha.Actors.Contracts.Monitoring;

/// <summary>Upper bounds of the buckets of durations, in seconds.</summary>
public static class Buckets
{
    /// <summary>Calls and writes: from a fraction of a millisecond to a time-out.</summary>
    public static readonly ImmutableArray<double> Calls = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Changes of the role: around the goals of a switchover (0.1 s, 0.3 s) and of failovers (0.25 s to 4 s).</summary>
    public static readonly ImmutableArray<double> Transitions = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 4, 8, 15, 30, 60];
}
