using Npgsql;

namespace Canton.Ha.Actors.Demo;

/// <summary>Two databases of their own on a PostgreSQL server, made by the role with which the nodes then log in.</summary>
/// <param name="server">Host, Port, Username and Password; what the nodes do not know of is used for making and dropping the databases only.</param>
internal sealed class DatabasePlace(NpgsqlConnectionStringBuilder server) : IDemoPlace
{
    private const string PasswordVariable = "CANTON_HA_DEMO_PASSWORD";
    private const string RoleSql = "select current_user::text";

    private readonly string _prefix = $"canton_ha_demo_{Random.Shared.Next():x8}_";
    private readonly List<string> _made = [];
    private string _role = "";

    public string Announcement =>
        $"Makes the databases {Database(DemoSite.Participant)} and {Database(DemoSite.Synchronizer)} on {server.Host}, port {server.Port}, and drops them at the end.";

    public bool IsFreedFromFrozen => true;

    public IReadOnlyDictionary<string, string> Environment =>
        Password is { } password ? new Dictionary<string, string> { [PasswordVariable] = password } : [];

    private string? Password => server.Password ?? System.Environment.GetEnvironmentVariable("PGPASSWORD");

    public async Task CreateAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = Connection();
            await connection.OpenAsync(cancellation);
            await using var role = new NpgsqlCommand(RoleSql, connection);
            _role = (string)(await role.ExecuteScalarAsync(cancellation))!;
            foreach (var node in new[] { DemoSite.Participant, DemoSite.Synchronizer })
            {
                _made.Add(Database(node));
                await RunAsync(connection, $"create database {Database(node)}", cancellation);
            }
        }
        catch (NpgsqlException e)
        {
            throw new DemoFailedException($"The databases cannot be made on {server.Host}, port {server.Port}: {e.Message}", e);
        }
    }

    public string StorageOf(string node, string folder) => $$"""
        storage {
          type = postgres
          config.properties {
            serverName = [{{string.Join(", ", server.Host!.Split(',').Select(ConfigurationText.Quoted))}}], portNumber = {{server.Port}}
            databaseName = {{Database(node)}}, user = {{ConfigurationText.Quoted(_role)}}, password = ${?{{PasswordVariable}}}
          }
        }
        """;

    public async ValueTask DisposeAsync()
    {
        if (_made.Count == 0)
            return;
        try
        {
            await using var connection = Connection();
            await connection.OpenAsync();
            foreach (var database in _made)
                await RunAsync(connection, $"drop database if exists {database} with (force)", CancellationToken.None);
        }
        catch (NpgsqlException e)
        {
            throw new DemoFailedException($"The databases {string.Join(" and ", _made)} could not be dropped; drop them by hand: {e.Message}", e);
        }
    }

    private string Database(string node) => _prefix + node;

    private NpgsqlConnection Connection() =>
        new(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = server.Database ?? "postgres", Pooling = false }.ConnectionString);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
