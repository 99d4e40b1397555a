using System.Collections.Concurrent;

namespace Grpc.Peers.Tests.Support;

/// <summary>How many calls were cancelled while the service was waiting for that, by what their metadata said to wait for.</summary>
internal sealed class CancellationCount
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public int Of(string scenario) => _counts.GetValueOrDefault(scenario);

    public void Count(string scenario) => _counts.AddOrUpdate(scenario, 1, static (_, count) => count + 1);
}
