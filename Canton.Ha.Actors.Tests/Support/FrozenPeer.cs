using Npgsql;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A session that holds the pool lock as a write session does, in the middle of a statement with which it does not go on.</summary>
internal sealed class FrozenPeer : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly string _database;
    private readonly NpgsqlConnection _connection;
    private readonly Task<NpgsqlDataReader> _unread;

    private FrozenPeer(PostgresServer server, string database, NpgsqlConnection connection, Task<NpgsqlDataReader> unread) =>
        (_server, _database, _connection, _unread) = (server, database, connection, unread);

    /// <summary>Takes the lock and starts the statement, whose result is not read.</summary>
    public static async Task<FrozenPeer> StartAsync(PostgresServer server, string database, int poolLock, string sql)
    {
        var connection = await server.ConnectAsync(database, PostgresServer.Role);
        await using (var take = new NpgsqlCommand($"select pg_advisory_lock_shared({poolLock})", connection))
            await take.ExecuteNonQueryAsync();
        return new FrozenPeer(server, database, connection, new NpgsqlCommand(sql, connection).ExecuteReaderAsync());
    }

    /// <summary>The server still has the session.</summary>
    public Task<bool> LivesAsync() => _server.ReadAsync<bool>(_database, $"select exists (select from pg_stat_activity where pid = {_connection.ProcessID})");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await (await _unread).DisposeAsync();
            await _connection.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            await _connection.DisposeAsync();
        }
    }
}
