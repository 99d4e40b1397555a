using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>An operator types <c>set_passive()</c> at the console of the active replica.</summary>
internal sealed class Switchover(string storage, Func<Task<Site>> build)
    : Fault($"switchover, {storage}", TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300))
{
    public override Task<Site> BuildAsync() => build();

    public override async Task<long> InjectAsync(Site site, NodeProcess active)
    {
        var since = TimeProvider.System.GetTimestamp();
        await active.TypeAsync($"{active.Name}.replication.set_passive()");
        return since;
    }
}
