using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Three replicas of a participant behind HAProxy, and a synchronizer, each in a process of its own, on a server of their own.</summary>
public sealed class BalancedReplicas : IAsyncLifetime
{
    private static readonly string[] s_names = ["participant1", "participant2", "participant3"];

    private readonly List<IAsyncDisposable> _parts = [];
    private readonly Dictionary<string, int> _ledgerPorts = s_names.ToDictionary(name => name, _ => PostgresServer.FreePort());
    private ReplicaSet? _replicas;
    private Haproxy? _haproxy;

    internal ReplicaSet Replicas => _replicas ?? throw new InvalidOperationException("The replicas have not been started.");

    internal Haproxy Haproxy => _haproxy ?? throw new InvalidOperationException("HAProxy has not been started.");

    public async Task InitializeAsync()
    {
        var server = Own(await PostgresServer.StartAsync(isDurable: false));
        var port = PostgresServer.FreePort();
        var synchronizer = Own(new ReplicaSet(ReplicaSet.Postgres(await server.CreateDatabaseAsync("sync")), "sync1") { Group = "canton.synchronizers", Further = _ => $"public-api.port = {port}" });
        _replicas = Own(new ReplicaSet(ReplicaSet.Postgres(await server.CreateDatabaseAsync("canton")), s_names)
        {
            Further = name => $"ledger-api.port = {_ledgerPorts[name]}, synchronizers.local.connections = [\"http://127.0.0.1:{port}\"]",
        });
        await Task.WhenAll(synchronizer.StartAsync(), Replicas.StartAsync());
        _haproxy = Own(await Replicas.BalanceAsync(_ledgerPorts));
    }

    public async Task DisposeAsync()
    {
        foreach (var part in _parts.AsEnumerable().Reverse())
            await part.DisposeAsync();
    }

    /// <summary>Somebody accepts connections where the Ledger API of a replica would be.</summary>
    internal Task<bool> IsLedgerOpenAsync(string name) => SequencerPort.TryConnectAsync(_ledgerPorts[name]);

    /// <summary>A story that begins when all replicas are well and HAProxy leads to the active one; when it ends badly, the logs of all are printed.</summary>
    internal Task TellAsync(ITestOutputHelper output, Func<NodeProcess, Task> story) => Replicas.TellAsync(output, async active =>
    {
        var known = Haproxy.Log.Count;
        try
        {
            await Haproxy.LeadsToAsync(active.Name);
            await story(active);
        }
        catch
        {
            output.WriteLine(string.Join(Environment.NewLine, Haproxy.Log.Skip(known).Prepend("--- haproxy")));
            throw;
        }
    });

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }
}

/// <summary>The tests of this collection share the replicas; nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BalancedReplicasTests : ICollectionFixture<BalancedReplicas>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "Balanced replicas";
}
