using Xunit;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Replicas that append rows, each in a network namespace of its own, and their server.</summary>
public sealed class PartitionedReplicas : IAsyncLifetime
{
    private ReplicaNetwork? _network;
    private PostgresServer? _server;
    private AppendingSet? _set;

    internal ReplicaNetwork Network => _network ?? throw new InvalidOperationException("There is no network yet.");

    internal PostgresServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    internal AppendingSet Set => _set ?? throw new InvalidOperationException("The replicas have not been started.");

    public Task InitializeAsync() => StartAsync("participant1", "participant2");

    public async Task DisposeAsync()
    {
        if (_set is not null)
            await _set.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        if (_network is not null)
            await _network.DisposeAsync();
    }

    internal async Task StartAsync(params string[] names)
    {
        _network = await ReplicaNetwork.CreateAsync(names);
        _server = await PostgresServer.StartAsync(_network.ServerAddress, isDurable: false);
        _set = await AppendingSet.CreateAsync(_server, await _server.CreateDatabaseAsync("canton"), _network, names);
        await _set.Replicas.StartAsync();
    }
}
