using System.Net;
using System.Net.Sockets;
using Canton.Ha.Actors.Tests.Support;
using Npgsql;
using Xunit;

namespace Akka.Persistence.Sql.Tests.Support;

/// <summary>A PostgreSQL server for all tests; each makes its own database.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly int _port = FreePort();
    private string _home = "";

    private string Data => Path.Combine(_home, "data");

    public async Task InitializeAsync()
    {
        _home = await PostgresBinaries.HomeAsync("akka-persistence-sql-");
        await PostgresBinaries.RunAsync("initdb", "-D", Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "--locale=C");
        await PostgresBinaries.RunAsync(
            "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(_home, "log"), "-o", $"-p {_port} -k {_home} -c listen_addresses=127.0.0.1 -c fsync=off");
    }

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await PostgresBinaries.RunAsync("pg_ctl", "stop", "-w", "-D", Data, "-m", "immediate");
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>How a database is reached.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres";

    /// <summary>Makes a database.</summary>
    public async Task CreateAsync(string database)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {database}", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Tests that share the server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
