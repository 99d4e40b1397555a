using System.Diagnostics;
using Canton.Ha.Actors.Configuration;
using Npgsql;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A connection pooler in transaction mode in front of a server.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";

    private readonly Process _process;
    private readonly string _home;

    private PgBouncer(Process process, string home, int port) => (_process, _home, Port) = (process, home, port);

    public int Port { get; }

    /// <summary>Starts it with a pool of one server session, so that a single client always gets the same one.</summary>
    /// <param name="server">Where it leads to.</param>
    /// <param name="ignored">Start-up parameters it lets pass without handing them on.</param>
    public static async Task<PgBouncer> StartAsync(StorageSettings.Postgres server, string ignored)
    {
        var home = await PostgresBinaries.HomeAsync("canton-ha-pgbouncer-");
        var port = PostgresServer.FreePort();
        var ini = Path.Combine(home, "pgbouncer.ini");
        await File.WriteAllTextAsync(ini, $"""
            [databases]
            * = host={server.Hosts[0]} port={server.Port} user={server.User}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 1
            ignore_startup_parameters = {ignored}

            """);
        var bouncer = new PgBouncer(PostgresBinaries.StartUnprivileged(Program, "-q", ini), home, port);
        await Eventually.BecomesTrueAsync("PgBouncer accepts connections", () => bouncer.AcceptsAsync(server.Database), TimeSpan.FromSeconds(10));
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private async Task<bool> AcceptsAsync(string database)
    {
        try
        {
            await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Database={database};Username=any;Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException e) when (e.InnerException is System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
