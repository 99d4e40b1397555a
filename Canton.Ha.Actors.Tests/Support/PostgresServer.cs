using System.Net;
using System.Net.Sockets;
using Canton.Ha.Actors.Configuration;
using Npgsql;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A real PostgreSQL server with a data directory and a port of its own; gone when disposed.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The ordinary role that replicas use; it owns the databases made here.</summary>
    public const string Role = "canton";

    /// <summary>Below those from which the kernel takes ports for connections.</summary>
    private const int FirstPort = 12_000, Ports = 20_000;

    private static int s_ports = Environment.ProcessId * 97;

    private readonly string _home;
    private readonly string _address;
    private readonly bool _isDurable;

    private PostgresServer(string home, string address, int port, bool isDurable) => (_home, _address, Port, _isDurable) = (home, address, port, isDurable);

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    private string Data => Path.Combine(_home, "data");

    private string Log => Path.Combine(_home, "log");

    /// <summary>Makes a new cluster and starts it.</summary>
    /// <param name="address">The one address it listens on.</param>
    /// <param name="port">Where it listens there; 0 for a free port.</param>
    /// <param name="isDurable">What it has committed would survive a loss of power, which costs time; it survives the end of its processes in any case.</param>
    public static async Task<PostgresServer> StartAsync(string address = "127.0.0.1", int port = 0, bool isDurable = true)
    {
        var server = new PostgresServer(await PostgresBinaries.HomeAsync("canton-ha-pg-"), address, port == 0 ? FreePort() : port, isDurable);
        await PostgresBinaries.RunAsync("initdb", "-D", server.Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "--locale=C");
        await server.ConfigureAsync();
        await server.StartAgainAsync();
        await server.ExecuteAsync("postgres", $"create role {Role} login");
        return server;
    }

    /// <summary>A streaming standby of this server on the same port of another address, so that both can be hosts of one storage.</summary>
    public async Task<PostgresServer> StartStandbyAsync(string address)
    {
        var standby = new PostgresServer(await PostgresBinaries.HomeAsync("canton-ha-pg-standby-"), address, Port, _isDurable);
        await PostgresBinaries.RunAsync(
            "pg_basebackup", "-h", _address, "-p", $"{Port}", "-U", "postgres", "-D", standby.Data, "-R", "-X", "stream", "-c", "fast", "--no-sync");
        await standby.ConfigureAsync();
        await standby.StartAgainAsync();
        return standby;
    }

    /// <summary>Makes a standby a primary.</summary>
    public Task PromoteAsync() => PostgresBinaries.RunAsync("pg_ctl", "promote", "-w", "-D", Data);

    /// <summary>Starts a stopped server.</summary>
    public Task StartAgainAsync() => PostgresBinaries.RunAsync("pg_ctl", "start", "-w", "-D", Data, "-l", Log);

    /// <summary>Stops the server; returns when it has ended.</summary>
    public Task StopAsync(StopMode mode) =>
        PostgresBinaries.RunAsync("pg_ctl", "stop", "-w", "-D", Data, "-m", mode == StopMode.Fast ? "fast" : "immediate");

    /// <summary>Kills the server as if it had never been told to stop; returns when none of its processes is left.</summary>
    public async Task KillAsync()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        var postmaster = int.Parse(File.ReadLines(file).First());
        var all = await Tool.RunAsync("ps", "-o", "pid=", "--ppid", $"{postmaster}");
        Signals.Send(postmaster, Signals.Kill);
        var left = all.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Append($"{postmaster}").ToList();
        await Eventually.BecomesTrueAsync("the killed server has ended", () => Task.FromResult(!left.Exists(pid => Directory.Exists($"/proc/{pid}"))), TimeSpan.FromSeconds(10));
        File.Delete(file);
    }

    /// <summary>Stops and starts the server.</summary>
    public async Task RestartAsync(StopMode mode)
    {
        await StopAsync(mode);
        await StartAgainAsync();
    }

    /// <summary>Makes a database and returns how a replica reaches it.</summary>
    public async Task<StorageSettings.Postgres> CreateDatabaseAsync(string name)
    {
        await ExecuteAsync("postgres", $"create database \"{name}\" owner {Role}");
        return Storage(name);
    }

    /// <summary>How a replica reaches a database of this server.</summary>
    public StorageSettings.Postgres Storage(string database) =>
        new([_address], Port, database, Role, Password: null, ReadConnections: 2, WriteConnections: 4, TimeSpan.FromSeconds(5));

    /// <summary>A session of the superuser, unknown to any replica.</summary>
    public Task<NpgsqlConnection> ConnectAsync(string database) => ConnectAsync(database, "postgres");

    /// <summary>A session of any role, unknown to any replica.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string database, string role)
    {
        var connection = new NpgsqlConnection($"Host={_address};Port={Port};Database={database};Username={role};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs SQL as the superuser.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of the first row, read as the superuser.</summary>
    public async Task<T> ReadAsync<T>(string database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await StopAsync(StopMode.Immediate);
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>Replicas in network namespaces of their own come from other addresses of the server's networks.</summary>
    private async Task ConfigureAsync()
    {
        await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.conf"), Settings);
        await File.AppendAllTextAsync(Path.Combine(Data, "pg_hba.conf"), "host all all samenet trust\n");
    }

    private string Settings => $"""

        listen_addresses = '{_address}'
        port = {Port}
        unix_socket_directories = '{_home}'
        max_connections = 200
        shared_buffers = 32MB
        track_commit_timestamp = on
        fsync = {(_isDurable ? "on" : "off")}
        log_line_prefix = '%m [%p] %a '

        """;

    /// <summary>A port that nobody listens on now, another one each time.</summary>
    internal static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (int)((uint)Interlocked.Increment(ref s_ports) % Ports);
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
