using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// Everything that a ledger needs, each in a process of its own: a synchronizer of two replicas and its PostgreSQL server; participant A of three,
/// participant B of two, and a server for these.
/// </summary>
internal sealed class LedgerSite : IAsyncDisposable
{
    private static readonly string[] s_synchronizer = ["sync1", "sync2"], s_a = ["a1", "a2", "a3"], s_b = ["b1", "b2"];

    private readonly Dictionary<string, int> _ports = s_synchronizer.Concat(s_a).Concat(s_b).ToDictionary(name => name, _ => PostgresServer.FreePort());

    private LedgerSite(PostgresServer sequencing, PostgresServer ledgers, string synchronizer, string a, string b)
    {
        var connections = string.Join(", ", s_synchronizer.Select(name => $"\"http://127.0.0.1:{_ports[name]}\""));
        (SequencingServer, LedgerServer) = (sequencing, ledgers);
        Synchronizer = new ReplicaSet(synchronizer, s_synchronizer) { Group = "canton.synchronizers", Further = name => $"public-api.port = {_ports[name]}" };
        A = new ReplicaSet(a, s_a) { Further = Participant };
        B = new ReplicaSet(b, s_b) { Further = Participant };

        string Participant(string name) => $"ledger-api.port = {_ports[name]}, synchronizers.local.connections = [{connections}]";
    }

    /// <summary>The server of the synchronizer.</summary>
    public PostgresServer SequencingServer { get; }

    /// <summary>The server of both participants.</summary>
    public PostgresServer LedgerServer { get; }

    public ReplicaSet Synchronizer { get; }

    public ReplicaSet A { get; }

    public ReplicaSet B { get; }

    /// <summary>Where the Ledger API of each replica of a participant can be open.</summary>
    public IEnumerable<Uri> LedgerOf(ReplicaSet participant) => participant.Names.Select(name => new Uri($"http://127.0.0.1:{_ports[name]}"));

    /// <summary>Starts every process; a story begins when all are well.</summary>
    public static async Task<LedgerSite> StartAsync()
    {
        var (sequencing, ledgers) = (await PostgresServer.StartAsync(isDurable: false), await PostgresServer.StartAsync(isDurable: false));
        var site = new LedgerSite(sequencing, ledgers, await StorageAsync(sequencing, "sync"), await StorageAsync(ledgers, "a"), await StorageAsync(ledgers, "b"));
        foreach (var replicas in new[] { site.Synchronizer, site.A, site.B })
            foreach (var name in replicas.Names)
                replicas.Start(name);
        return site;
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
        await LedgerServer.DisposeAsync();
        await SequencingServer.DisposeAsync();
    }

    private static async Task<string> StorageAsync(PostgresServer server, string database) => ReplicaSet.Postgres(await server.CreateDatabaseAsync(database));
}
