using Canton.Ha.Actors.Contracts;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Locking.Memory;

/// <summary>A database of this process alone, gone when it is disposed: for one replica, which always leads.</summary>
public sealed class MemoryStore : IDisposable
{
    private readonly string _connectionString =
        new SqliteConnectionStringBuilder { DataSource = $"file:/canton-{Guid.NewGuid():N}?vfs=memdb", Pooling = false, DefaultTimeout = 1 }.ToString();

    private readonly Func<ReplicaAddresses> _addresses;
    private readonly SqliteConnection _keeper;

    /// <summary>Creates the database.</summary>
    /// <param name="replica">Name of the one replica.</param>
    /// <param name="addresses">Where its servers can be reached.</param>
    /// <param name="migrate">Creates the schema.</param>
    public MemoryStore(string replica, Func<ReplicaAddresses> addresses, Action<SqliteConnection> migrate)
    {
        Replica = replica;
        _addresses = addresses;
        _keeper = OpenConnection();
        migrate(_keeper);
    }

    internal string Replica { get; }

    internal RosterEntry Entry => new(Replica, _addresses());

    /// <inheritdoc/>
    public void Dispose() => _keeper.Dispose();

    internal SqliteConnection OpenConnection()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma busy_timeout = 1000";
        command.ExecuteNonQuery();
        return connection;
    }
}
