using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Embedded;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Tests.Synchronizers;

public sealed class EmbeddedRegistrySpec : RegistryContract
{
    private readonly EmbeddedDisk _disk = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _disk.Dispose();
    }

    private protected override NodeSettings Replica => EmbeddedDisk.Replica("participant1", "participant", new StorageSettings.Embedded(_disk.Path, WriteConnections: 2));

    private protected override ReplicaStorage OpenStorage() =>
        EmbeddedStorage.For((StorageSettings.Embedded)Replica.Storage, Replica, () => EmbeddedDisk.Addresses, [SynchronizerSchema.Part], TimeProvider.System);

    private protected override async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_disk.Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await row.ReadAsync())
            rows.Add(row.GetString(0));
        return rows;
    }
}
