namespace Grpc.Net.Client.Internal;

/// <summary>How long to wait before connecting again: longer after every failure, and never in step with others.</summary>
internal sealed record Backoff(TimeSpan First, TimeSpan? Max)
{
    private const double Growth = 1.6;
    private const double Jitter = 0.2;

    public TimeSpan After(int failures)
    {
        var ceiling = Max ?? TimeSpan.FromDays(1);
        var wait = Math.Min(First.TotalSeconds * Math.Pow(Growth, failures), ceiling.TotalSeconds);
        return TimeSpan.FromSeconds(wait * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1))));
    }
}
