using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>The process of the active replica is stopped while one of its write sessions is inside a transaction.</summary>
internal sealed class FrozenInTransaction()
    : Fault("SIGSTOP inside a transaction, PostgreSQL", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4))
{
    private const string IsInTransactionSql = """
        select exists (select from pg_stat_activity where application_name = 'canton-ha/{0}/write' and xact_start is not null)
        """;

    public override Task<Site> BuildAsync() => Site.AppendingAsync();

    public override async Task<long> InjectAsync(Site site, NodeProcess active)
    {
        while (true)
        {
            var since = TimeProvider.System.GetTimestamp();
            active.Signal(Signals.Stop);
            if (await site.ReadAsync<bool>(IsInTransactionSql.Replace("{0}", active.Name, StringComparison.Ordinal)))
                return since;
            active.Signal(Signals.Continue);
            await Eventually.PassesAsync(TimeSpan.FromMilliseconds(10));
        }
    }
}
