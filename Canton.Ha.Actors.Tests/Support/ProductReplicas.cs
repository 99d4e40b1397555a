using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Replicas of the product in processes of their own on a server of their own, for stories after which they can be healed.</summary>
public abstract class ProductReplicas(params string[] names) : IAsyncLifetime
{
    private const string Database = "canton";

    private PostgresServer? _server;
    private ReplicaSet? _set;

    internal PostgresServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    internal ReplicaSet Set => _set ?? throw new InvalidOperationException("The replicas have not been started.");

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync(isDurable: false);
        _set = new ReplicaSet(ReplicaSet.Postgres(await _server.CreateDatabaseAsync(Database)), names);
        await _set.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_set is not null)
            await _set.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>A story that begins with healthy replicas, none of which anybody prefers, and with automatic failover.</summary>
    internal async Task TellAsync(ITestOutputHelper output, Func<ReplicaSet, NodeProcess, Task> story)
    {
        await Server.ExecuteAsync(Database, "update canton_ha.failover_policy set paused_by = null, paused_why = null, paused_since = null, priorities = '{}'");
        await Set.TellAsync(output, active => story(Set, active));
    }
}
