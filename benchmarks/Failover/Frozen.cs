using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>The process of the active replica is stopped while it has nothing to write, and continues afterwards.</summary>
internal sealed class Frozen() : Fault("SIGSTOP idle, PostgreSQL", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4))
{
    public override Task<Site> BuildAsync() => Site.OnPostgresAsync();

    public override Task<long> InjectAsync(Site site, NodeProcess active)
    {
        var since = TimeProvider.System.GetTimestamp();
        active.Signal(Signals.Stop);
        return Task.FromResult(since);
    }
}
