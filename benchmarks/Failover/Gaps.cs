namespace Canton.Ha.Actors.Failover;

/// <summary>The gaps measured for one fault.</summary>
internal sealed class Gaps(IEnumerable<TimeSpan> gaps)
{
    private readonly List<TimeSpan> _sorted = [.. gaps.Order()];

    public int Count => _sorted.Count;

    public TimeSpan Longest => _sorted[^1];

    /// <summary>The smallest gap that this share of all gaps does not exceed.</summary>
    public TimeSpan Percentile(int percent) => _sorted[Math.Max(0, (int)Math.Ceiling(_sorted.Count * percent / 100.0) - 1)];

    /// <summary>All of them in milliseconds.</summary>
    public override string ToString() => string.Join(' ', _sorted.Select(gap => $"{gap.TotalMilliseconds:0}"));
}
