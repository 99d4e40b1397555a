using Canton.Ha.Actors.Configuration;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Replicas that append rows for as long as the database lets them, with the statement fence switched off; and their rows.</summary>
internal sealed class AppendingSet : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("canton-ha-workload-");
    private readonly WorkloadFile _workload;

    private AppendingSet(AppendedRows rows, StorageSettings.Postgres storage, ReplicaNetwork? network, string[] names)
    {
        Rows = rows;
        _workload = new WorkloadFile(Path.Combine(_folder.FullName, "workload"));
        _workload.Write(Workload.Idle);
        Replicas = new ReplicaSet(ReplicaSet.Postgres(storage), names)
        {
            AddressOf = name => network?.AddressOf(name) ?? "127.0.0.1",
            Command = (name, arguments) => network?.Inside(name, Appending(arguments)) ?? Appending(arguments),
        };
    }

    public ReplicaSet Replicas { get; }

    public AppendedRows Rows { get; }

    public static Task<AppendingSet> CreateAsync(PostgresServer server, StorageSettings.Postgres storage, params string[] names) =>
        CreateAsync(server, storage, null, names);

    /// <summary>Makes the table; starts nothing yet.</summary>
    public static async Task<AppendingSet> CreateAsync(PostgresServer server, StorageSettings.Postgres storage, ReplicaNetwork? network, params string[] names)
    {
        var rows = new AppendedRows(server, storage.Database);
        await rows.CreateTableAsync();
        return new AppendingSet(rows, storage, network, names);
    }

    public void Work(Workload workload) => _workload.Write(workload);

    /// <summary>A story that begins with healthy, idle replicas, which then get to work; at its end every row must lie in its term.</summary>
    public Task TellAsync(ITestOutputHelper output, Workload workload, Func<NodeProcess, Task> story)
    {
        Work(Workload.Idle);
        return Replicas.TellAsync(output, async active =>
        {
            Work(workload);
            await story(active);
            await Rows.ShouldLieInTheirTermsAsync();
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Replicas.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private IReadOnlyList<string> Appending(string[] arguments) => NodeCommand.Appending(_workload, arguments);
}
