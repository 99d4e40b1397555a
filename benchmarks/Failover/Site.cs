using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>Three replicas in processes of their own, what they share, and what lies between them; gone when disposed.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const string Database = "canton";

    private static readonly string[] Names = ["participant1", "participant2", "participant3"];

    private readonly List<IAsyncDisposable> _parts = [];
    private ReplicaSet? _replicas;
    private PostgresServer? _server;
    private ReplicaNetwork? _network;
    private NodeProcess? _console;
    private Task _deferred = Task.CompletedTask;

    private Site()
    {
    }

    public ReplicaSet Replicas => _replicas ?? throw new InvalidOperationException("There are no replicas yet.");

    public PostgresServer Server => _server ?? throw new InvalidOperationException("These replicas share no server.");

    public ReplicaNetwork Network => _network ?? throw new InvalidOperationException("These replicas share the host's network.");

    /// <summary>What clients call through; null where they turn to the replicas.</summary>
    public Haproxy? Balancer { get; private set; }

    /// <summary>What every replica has written.</summary>
    public string Logs => string.Join('\n', Replicas.Nodes.Select(node => $"--- {node.Name}\n{string.Join('\n', node.Log)}"));

    /// <summary>The product, on a PostgreSQL server.</summary>
    public static Task<Site> OnPostgresAsync() => BuildAsync(async site =>
    {
        site._server = site.Own(await PostgresServer.StartAsync());
        var storage = await site._server.CreateDatabaseAsync(Database);
        site._replicas = site.Own(new ReplicaSet(ReplicaSet.Postgres(storage), Names));
    });

    /// <summary>The product on a PostgreSQL server, behind HAProxy.</summary>
    public static Task<Site> BalancedAsync() => BuildAsync(async site =>
    {
        site._server = site.Own(await PostgresServer.StartAsync());
        var ports = Names.ToDictionary(name => name, _ => PostgresServer.FreePort());
        var storage = await site._server.CreateDatabaseAsync(Database);
        site._replicas = site.Own(new ReplicaSet(ReplicaSet.Postgres(storage), Names) { Further = name => $"ledger-api.port = {ports[name]}" });
        site.Balancer = site.Own(await site._replicas.BalanceAsync(ports));
    });

    /// <summary>The product with a stage that is nearly always inside a transaction.</summary>
    public static Task<Site> AppendingAsync() => BuildAsync(async site =>
    {
        site._server = site.Own(await PostgresServer.StartAsync());
        var set = site.Own(await AppendingSet.CreateAsync(site._server, await site._server.CreateDatabaseAsync(Database), Names));
        set.Work(Workload.LongTransaction);
        site._replicas = set.Replicas;
    });

    /// <summary>The product, each replica in a network namespace of its own.</summary>
    public static Task<Site> InNamespacesAsync() => BuildAsync(async site =>
    {
        var network = site._network = site.Own(await ReplicaNetwork.CreateAsync(Names));
        site._server = site.Own(await PostgresServer.StartAsync(network.ServerAddress));
        var storage = await site._server.CreateDatabaseAsync(Database);
        site._replicas = site.Own(new ReplicaSet(ReplicaSet.Postgres(storage), Names)
        {
            AddressOf = network.AddressOf,
            Command = (name, arguments) => network.Inside(name, NodeCommand.Product(arguments)),
        });
    });

    /// <summary>The product on a file.</summary>
    public static Task<Site> OnEmbeddedAsync() => BuildAsync(site =>
    {
        var folder = site.Own(new TemporaryFolder());
        site._replicas = site.Own(new ReplicaSet(ReplicaSet.Embedded(Path.Combine(folder.Path, "participant.db")), Names));
        return Task.CompletedTask;
    });

    /// <summary>Reads one value from the database as its superuser.</summary>
    public Task<T> ReadAsync<T>(string sql) => Server.ReadAsync<T>(Database, sql);

    /// <summary>A remote console that knows every replica and takes commands from its standard input; always the same one.</summary>
    public NodeProcess OpenConsole() => _console ??= Own(StartConsole());

    /// <summary>A remote console that knows every replica; first contact may take long on a busy machine.</summary>
    public NodeProcess StartConsole(params string[] arguments)
    {
        var remotes = Names.SelectMany(name => new[]
        {
            "-C", $"canton.remote-participants.{name}.admin-api.port={Replicas.AdminOf(name).Split(':')[1]}",
            "-C", $"canton.remote-participants.{name}.timeouts.connect=30s",
        });
        return NodeProcess.Start("console", new Uri("http://127.0.0.1"), NodeCommand.Product(["console", .. remotes, .. arguments]));
    }

    /// <summary>Keeps a task to be awaited when the round has been measured.</summary>
    public void Defer(Task task) => _deferred = task;

    public Task DeferredAsync() => _deferred;

    /// <summary>What was built last goes first: the server outlives its replicas, and the network its server.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts.AsEnumerable().Reverse())
            await part.DisposeAsync();
    }

    private static async Task<Site> BuildAsync(Func<Site, Task> build)
    {
        var site = new Site();
        try
        {
            await build(site);
            await site.Replicas.StartAsync();
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }
}
