using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>A script starts the remote console with <c>--execute "NODE.replication.set_passive()"</c>. The start of that process is part of the gap.</summary>
internal sealed class SwitchoverByScript()
    : Fault("switchover by console --execute, PostgreSQL", TimeSpan.FromMilliseconds(800), TimeSpan.FromMilliseconds(1500))
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override Task<Site> BuildAsync() => Site.OnPostgresAsync();

    public override Task<long> InjectAsync(Site site, NodeProcess active)
    {
        var since = TimeProvider.System.GetTimestamp();
        site.Defer(EndAsync(site.StartConsole("--execute", $"{active.Name}.replication.set_passive()")));
        return Task.FromResult(since);
    }

    public override Task UndoAsync(Site site, NodeProcess victim) => site.DeferredAsync();

    private static async Task EndAsync(NodeProcess console)
    {
        await using (console)
            if (await console.WaitForExitAsync(Limit) is not 0 and var exit)
                throw new InvalidOperationException($"The console ended with {exit}: {string.Join('\n', console.Log)}");
    }
}
