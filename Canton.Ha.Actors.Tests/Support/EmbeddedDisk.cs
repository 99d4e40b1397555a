using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Embedded;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A directory of its own with one embedded store in it, as several replicas see it.</summary>
public sealed class EmbeddedDisk : IDisposable
{
    public EmbeddedDisk()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("canton-").FullName;
        Path = System.IO.Path.Combine(Directory, "ledger.db");
    }

    public string Directory { get; }

    public string Path { get; }

    /// <summary>Where every replica says that it can be reached.</summary>
    public static ReplicaAddresses Addresses { get; } = new("127.0.0.1:8080", "127.0.0.1:5002", "127.0.0.1:5001");

    public static NodeSettings Replica(string name, string identity, StorageSettings storage) => new(
        NodeKind.Participant,
        name, identity, storage, Replication, new HttpEndpoint("127.0.0.1", 8080), AdminSettings.Default, GrpcHealth: null, AdvertisedAddress: null);

    /// <summary>A participant whose sessions the server keeps although nobody proves anything: for tests without a lock holder.</summary>
    public static NodeSettings Patient(string name, StorageSettings storage) => Replica(name, "participant", storage) with
    {
        Replication = Replication with { Connection = Replication.Connection with { IdleSessionTimeout = TimeSpan.FromMinutes(10) } },
    };

    public ReplicaStorage SeenBy(string replica, string identity = "participant", string? path = null)
    {
        var settings = new StorageSettings.Embedded(path ?? Path, WriteConnections: 2);
        return EmbeddedStorage.For(settings, Replica(replica, identity, settings), () => Addresses, [], TimeProvider.System);
    }

    public string LockFile(LockCounter counter, string suffix = "") =>
        System.IO.Path.Combine(Path + ".locks", $"lock-{LockId.For(counter, Path)}{suffix}");

    public long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static ReplicationSettings Replication { get; } = new(
        Enabled: true, Profile: "fast", RampDownTimeout: TimeSpan.FromMilliseconds(250), TransitionTimeout: TimeSpan.FromSeconds(10),
        SetPassiveTimeout: TimeSpan.FromSeconds(10), DrainTimeout: TimeSpan.FromSeconds(5), RestMin: TimeSpan.FromSeconds(1),
        RestMax: TimeSpan.FromSeconds(30), RosterPeriod: TimeSpan.FromSeconds(1), PauseReminderPeriod: TimeSpan.FromMinutes(1),
        new ConnectionSettings(
            PassiveCheckPeriod: TimeSpan.FromMilliseconds(250), YieldTimeout: TimeSpan.FromSeconds(1), ProofPeriod: TimeSpan.FromMilliseconds(500), ProofExpiry: TimeSpan.FromSeconds(1.5),
            IdleSessionTimeout: TimeSpan.FromSeconds(2.5), KeepAliveIdle: TimeSpan.FromSeconds(1), KeepAliveInterval: TimeSpan.FromSeconds(1),
            KeepAliveCount: 2, TcpUserTimeout: TimeSpan.FromSeconds(2), ClientConnectionCheckInterval: null,
            IdleInTransactionTimeout: TimeSpan.FromSeconds(10), StatementTimeout: TimeSpan.FromSeconds(10), ConnectionTimeout: TimeSpan.FromSeconds(0.5)));
}
