namespace Canton.Ha.Actors.Failover;

/// <summary>The server's log, from the moment on in which it was told to log every statement.</summary>
internal sealed class StatementLog
{
    private const string LogFile = "current_setting('data_directory') || '/../log'";

    private readonly Site _site;
    private readonly long _start;

    private StatementLog(Site site, long start) => (_site, _start) = (site, start);

    public static async Task<StatementLog> StartAsync(Site site)
    {
        await site.Server.ExecuteAsync("postgres", "alter system set log_statement = 'all'");
        await site.Server.ExecuteAsync("postgres", "select pg_reload_conf()");
        return new StatementLog(site, await site.ReadAsync<long>($"select size from pg_stat_file({LogFile})"));
    }

    /// <summary>What was logged since.</summary>
    public Task<string> ReadAsync() => _site.ReadAsync<string>($"select substr(pg_read_file({LogFile}), {_start + 1})");
}
