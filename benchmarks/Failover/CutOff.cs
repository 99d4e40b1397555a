using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>Every packet between the active replica and the database is dropped, in both directions.</summary>
internal sealed class CutOff() : Fault("cut off from the database, PostgreSQL", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4))
{
    public override Task<Site> BuildAsync() => Site.InNamespacesAsync();

    public override async Task<long> InjectAsync(Site site, NodeProcess active)
    {
        var since = TimeProvider.System.GetTimestamp();
        await site.Network.CutAsync(active.Name, Cut.Both, site.Server.Port);
        return since;
    }

    public override Task UndoAsync(Site site, NodeProcess victim) => site.Network.JoinAsync(victim.Name);
}
