using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>The process of the active replica is stopped while it has nothing to write, and continues afterwards.</summary>
internal sealed class Frozen(string storage, Func<Task<Site>> build)
    : Fault($"SIGSTOP idle, {storage}", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4))
{
    public override Task<Site> BuildAsync() => build();

    public override Task<long> InjectAsync(Site site, NodeProcess active)
    {
        var since = TimeProvider.System.GetTimestamp();
        active.Signal(Signals.Stop);
        return Task.FromResult(since);
    }
}
