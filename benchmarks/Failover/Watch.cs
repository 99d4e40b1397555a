using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>Asks <c>GET /health</c> of several replicas every 5 ms.</summary>
internal static class Watch
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>How long after <paramref name="since"/> one of them answered 200.</summary>
    /// <exception cref="TimeoutException">None did.</exception>
    public static async Task<TimeSpan> FirstActiveAsync(IEnumerable<NodeProcess> nodes, long since)
    {
        using var deadline = new CancellationTokenSource(Limit);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        var first = await Task.WhenAny(nodes.Select(node => BecomesActiveAsync(node, since, ended.Token)));
        await ended.CancelAsync();
        return await first ?? throw new TimeoutException($"No replica became active within {Limit}.");
    }

    private static async Task<TimeSpan?> BecomesActiveAsync(NodeProcess node, long since, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Period);
        while (!ended.IsCancellationRequested)
        {
            if (await node.IsActiveAsync())
                return TimeProvider.System.GetElapsedTime(since);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return null;
    }
}
