using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Three replicas that append rows, in processes of their own, on a server of their own, for faults after which they can be healed.</summary>
public sealed class AppendingReplicas : IAsyncLifetime
{
    private const string Database = "canton";

    private PostgresServer? _server;
    private AppendingSet? _set;

    internal PostgresServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    internal AppendingSet Set => _set ?? throw new InvalidOperationException("The replicas have not been started.");

    internal AppendedRows Rows => Set.Rows;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync(isDurable: false);
        _set = await AppendingSet.CreateAsync(_server, await _server.CreateDatabaseAsync(Database), "participant1", "participant2", "participant3");
        await _set.Replicas.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_set is not null)
            await _set.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    internal Task TellAsync(ITestOutputHelper output, Workload workload, Func<NodeProcess, Task> story) => Set.TellAsync(output, workload, story);

    /// <summary>Runs SQL as the superuser.</summary>
    internal Task ExecuteAsync(string sql) => Server.ExecuteAsync(Database, sql);

    /// <summary>The first value of the first row, read as the superuser.</summary>
    internal Task<T> ReadAsync<T>(string sql) => Server.ReadAsync<T>(Database, sql);

    /// <summary>Ends sessions of a replica on the server and returns how many.</summary>
    internal Task<long> TerminateAsync(string replica, string kinds, int limit = 100) => ReadAsync<long>($"""
        select count(pg_terminate_backend(pid)) from (
            select pid from pg_stat_activity where application_name like 'canton-ha/{replica}/%'
                and split_part(application_name, '/', 3) in ({kinds}) limit {limit}) a
        """);
}

/// <summary>The tests of this collection share the replicas.</summary>
[CollectionDefinition(Name)]
public sealed class AppendingReplicasTests : ICollectionFixture<AppendingReplicas>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "Appending replicas";
}
