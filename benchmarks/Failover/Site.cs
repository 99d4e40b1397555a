using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>Three replicas in processes of their own, what they share, and what lies between them; gone when disposed.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const string Database = "canton";

    private static readonly string[] Names = ["participant1", "participant2", "participant3"];

    private readonly PostgresServer? _server;
    private readonly Network? _network;
    private readonly string? _folder;
    private Task _deferred = Task.CompletedTask;

    private Site(ReplicaSet replicas, PostgresServer? server = null, Network? network = null, string? folder = null) =>
        (Replicas, _server, _network, _folder) = (replicas, server, network, folder);

    public ReplicaSet Replicas { get; }

    public PostgresServer Server => _server ?? throw new InvalidOperationException("These replicas share no server.");

    public Network Network => _network ?? throw new InvalidOperationException("These replicas share the host's network.");

    /// <summary>What every replica has written.</summary>
    public string Logs => string.Join('\n', Replicas.Nodes.Select(node => $"--- {node.Name}\n{string.Join('\n', node.Log)}"));

    /// <summary>The product, on a PostgreSQL server.</summary>
    public static async Task<Site> OnPostgresAsync()
    {
        var server = await PostgresServer.StartAsync();
        var storage = await server.CreateDatabaseAsync(Database);
        return await new Site(new ReplicaSet(ReplicaSet.Postgres(storage), Names), server).StartAsync();
    }

    /// <summary>The product with a stage that is nearly always inside a transaction.</summary>
    public static async Task<Site> AppendingAsync()
    {
        var server = await PostgresServer.StartAsync();
        var storage = await server.CreateDatabaseAsync(Database);
        await server.ExecuteAsync(Database, $"create table appended (term bigint, replica text); alter table appended owner to {PostgresServer.Role}");
        var replicas = new ReplicaSet(ReplicaSet.Postgres(storage), Names)
        {
            Command = (_, arguments) => ["env", $"APPEND_MODE={AppendMode.LongTransaction}", .. NodeCommand.Appending(arguments)],
        };
        return await new Site(replicas, server).StartAsync();
    }

    /// <summary>The product, each replica in a network namespace of its own.</summary>
    public static async Task<Site> InNamespacesAsync()
    {
        var network = await Network.CreateAsync(Names);
        var server = await PostgresServer.StartAsync(Network.Host);
        network.DatabasePort = server.Port;
        var storage = await server.CreateDatabaseAsync(Database);
        var replicas = new ReplicaSet(ReplicaSet.Postgres(storage), Names)
        {
            AddressOf = network.AddressOf,
            Command = (name, arguments) => NodeCommand.Inside(Network.NamespaceOf(name), NodeCommand.Product(arguments)),
        };
        return await new Site(replicas, server, network).StartAsync();
    }

    /// <summary>The product on a file.</summary>
    public static Task<Site> OnEmbeddedAsync()
    {
        var folder = Directory.CreateTempSubdirectory("canton-ha-embedded-").FullName;
        var replicas = new ReplicaSet(ReplicaSet.Embedded(Path.Combine(folder, "participant.db")), Names);
        return new Site(replicas, folder: folder).StartAsync();
    }

    /// <summary>Reads one value from the database as its superuser.</summary>
    public Task<T> ReadAsync<T>(string sql) => Server.ReadAsync<T>(Database, sql);

    /// <summary>The active replica, once every replica is ready.</summary>
    public async Task<NodeProcess> SettleAsync()
    {
        foreach (var node in Replicas.Nodes)
            await Eventually.BecomesTrueAsync(
                $"{node.Name} is ready", async () => await node.GetStatusAsync("/health/ready") == 200, ReplicaSet.StartLimit);
        return await Replicas.ActiveAsync(ReplicaSet.StartLimit);
    }

    /// <summary>Keeps a task to be awaited when the round has been measured.</summary>
    public void Defer(Task task) => _deferred = task;

    public Task DeferredAsync() => _deferred;

    public async ValueTask DisposeAsync()
    {
        await Replicas.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        if (_network is not null)
            await _network.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private async Task<Site> StartAsync()
    {
        try
        {
            await Replicas.StartAsync();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }
}
