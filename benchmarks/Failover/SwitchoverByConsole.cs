using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>An operator types <c>set_passive()</c> at a remote console that runs and has spoken with the active replica before.</summary>
internal sealed class SwitchoverByConsole()
    : Fault("switchover by an open console, PostgreSQL", TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300))
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override Task<Site> BuildAsync() => Site.OnPostgresAsync();

    public override async Task<long> InjectAsync(Site site, NodeProcess active)
    {
        var console = site.OpenConsole();
        await AskAsync(console, $"{active.Name}.health.is_active()", "true");
        var since = TimeProvider.System.GetTimestamp();
        site.Defer(AskAsync(console, $"{active.Name}.replication.set_passive()", $"{active.Name} handed over to "));
        return since;
    }

    public override Task UndoAsync(Site site, NodeProcess victim) => site.DeferredAsync();

    private static async Task AskAsync(NodeProcess console, string line, string answer)
    {
        var known = console.Log.Count;
        await console.TypeAsync(line);
        await console.WaitForLineAsync(answer, Limit, known);
    }
}
