using Canton.Ha.Actors.Tests.Support;
using Npgsql;

namespace Canton.Ha.Actors.Failover;

/// <summary>The server is stopped and started. The gap counts from the moment in which it accepts connections again, and any replica may end it.</summary>
internal sealed class DatabaseRestarted()
    : Fault("database restarted, PostgreSQL", TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(1500))
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override Task<Site> BuildAsync() => Site.OnPostgresAsync();

    public override IEnumerable<NodeProcess> Candidates(Site site, NodeProcess active) => site.Replicas.Nodes;

    public override async Task<long> InjectAsync(Site site, NodeProcess active)
    {
        await site.Server.StopAsync(StopMode.Fast);
        await Eventually.BecomesTrueAsync("no replica is active", async () => !await active.IsActiveAsync(), Limit);
        var starting = site.Server.StartAgainAsync();
        await Eventually.BecomesTrueAsync("the server accepts connections", () => AcceptsAsync(site), Limit);
        var since = TimeProvider.System.GetTimestamp();
        site.Defer(starting);
        return since;
    }

    public override Task UndoAsync(Site site, NodeProcess victim) => site.DeferredAsync();

    private static async Task<bool> AcceptsAsync(Site site)
    {
        try
        {
            return await site.ReadAsync<int>("select 1") == 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
