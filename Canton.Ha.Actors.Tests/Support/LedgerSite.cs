using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// Everything that a ledger needs, each in a process of its own: a PostgreSQL server, two replicas of a synchronizer, three of participant A, and
/// participant B with one.
/// </summary>
internal sealed class LedgerSite : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly Dictionary<string, int> _ports;

    private LedgerSite(PostgresServer server, Dictionary<string, int> ports, ReplicaSet synchronizer, ReplicaSet a, ReplicaSet b) =>
        (_server, _ports, Synchronizer, A, B) = (server, ports, synchronizer, a, b);

    public PostgresServer Server => _server;

    public ReplicaSet Synchronizer { get; }

    public ReplicaSet A { get; }

    public ReplicaSet B { get; }

    /// <summary>Where the Ledger API of each replica of a participant can be open.</summary>
    public IEnumerable<Uri> LedgerOf(ReplicaSet participant) => participant.Names.Select(name => new Uri($"http://127.0.0.1:{_ports[name]}"));

    /// <summary>Starts every process; a story begins when all are well.</summary>
    public static async Task<LedgerSite> StartAsync()
    {
        string[] synchronizer = ["sync1", "sync2"], a = ["a1", "a2", "a3"], b = ["b1"];
        var ports = synchronizer.Concat(a).Concat(b).ToDictionary(name => name, _ => PostgresServer.FreePort());
        var connections = string.Join(", ", synchronizer.Select(name => $"\"http://127.0.0.1:{ports[name]}\""));
        var server = await PostgresServer.StartAsync();
        var site = new LedgerSite(
            server,
            ports,
            new ReplicaSet(await StorageAsync("sync"), synchronizer) { Group = "canton.synchronizers", Further = name => $"public-api.port = {ports[name]}" },
            new ReplicaSet(await StorageAsync("a"), a) { Further = Participant },
            new ReplicaSet(await StorageAsync("b"), b) { Further = Participant });
        foreach (var replicas in new[] { site.Synchronizer, site.A, site.B })
            foreach (var name in replicas.Names)
                replicas.Start(name);
        return site;

        async Task<string> StorageAsync(string database) => ReplicaSet.Postgres(await server.CreateDatabaseAsync(database));
        string Participant(string name) => $"ledger-api.port = {ports[name]}, synchronizers.local.connections = [{connections}]";
    }

    /// <summary>A story that begins when all are well; when it ends badly, the logs of all are printed.</summary>
    public Task TellAsync(ITestOutputHelper output, Func<Task> story) =>
        Synchronizer.TellAsync(output, _ => B.TellAsync(output, _ => A.TellAsync(output, _ => story())));

    public Task HealAsync() => Task.WhenAll(Synchronizer.HealAsync(), A.HealAsync(), B.HealAsync());

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        await Synchronizer.DisposeAsync();
        await _server.DisposeAsync();
    }
}
