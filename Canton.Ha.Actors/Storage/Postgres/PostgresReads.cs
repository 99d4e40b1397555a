using System.Data.Common;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>
/// The ordinary pool for reading, on active and passive replicas. Of several hosts it uses the one on which the lock and presence sessions of this replica
/// are, which were shown that it is the primary and was not left behind.
/// </summary>
internal sealed class PostgresReads(PostgresDatabase database, TimeProvider time) : IReads, IAsyncDisposable
{
    private const string AnswerSql = "select 1";

    /// <summary>Who takes a connection of a pool that was at rest for longer would be the first to notice that the server has ended it meanwhile.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, NpgsqlDataSource> _pools = new(StringComparer.Ordinal);
    private (string Host, long Timeline) _server;
    private long _usedAt;

    /// <inheritdoc/>
    async ValueTask<DbConnection> IReads.OpenAsync(CancellationToken cancellation) => await OpenAsync(cancellation);

    /// <inheritdoc cref="IReads.OpenAsync"/>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var pool = PoolOf((database.WritableHost, database.Memory.Timeline));
        var connection = await pool.OpenConnectionAsync(cancellation);
        if (time.GetElapsedTime(Volatile.Read(ref _usedAt)) > Trusted && !await AnswersAsync(connection, cancellation))
        {
            await connection.DisposeAsync();
            pool.Clear();
            connection = await pool.OpenConnectionAsync(cancellation);
        }

        Volatile.Write(ref _usedAt, time.GetTimestamp());
        return connection;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools.Values)
            await pool.DisposeAsync();
    }

    /// <summary>Nobody stays on the server that was used before, though another one may have taken over its address.</summary>
    private NpgsqlDataSource PoolOf((string Host, long Timeline) server)
    {
        lock (_gate)
        {
            if (_server != server && _pools.TryGetValue(_server.Host ?? "", out var former))
                former.Clear();
            _server = server;
            return _pools.TryGetValue(server.Host, out var pool) ? pool : _pools[server.Host] = Make(server.Host);
        }
    }

    private NpgsqlDataSource Make(string host)
    {
        var address = database.Address(SessionKind.Read, host);
        address.MaxPoolSize = Math.Max(1, database.Storage.ReadConnections);
        return PostgresDatabase.Source(address).Build();
    }

    private static async Task<bool> AnswersAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await using var command = new NpgsqlCommand(AnswerSql, connection);
            await command.ExecuteNonQueryAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
