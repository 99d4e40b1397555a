using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>The process of the active replica is killed; it is started again afterwards.</summary>
internal sealed class Killed(string storage, Func<Task<Site>> build)
    : Fault($"SIGKILL, {storage}", TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1))
{
    public override Task<Site> BuildAsync() => build();

    public override Task<long> InjectAsync(Site site, NodeProcess active)
    {
        var since = TimeProvider.System.GetTimestamp();
        active.Signal(Signals.Kill);
        return Task.FromResult(since);
    }
}
