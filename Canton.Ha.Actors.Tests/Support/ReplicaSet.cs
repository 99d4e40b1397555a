using Canton.Ha.Actors.Configuration;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Replicas of one logical participant, each in a process of its own, on one storage.</summary>
/// <param name="storage">The HOCON block <c>storage</c> they share; <see cref="Postgres"/> and <see cref="Embedded"/> make one.</param>
/// <param name="names">Their names.</param>
internal sealed class ReplicaSet(string storage, params string[] names) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-replicas-").FullName;
    private readonly Dictionary<string, int> _ports = names.ToDictionary(name => name, _ => PostgresServer.FreePort());
    private readonly Dictionary<string, int> _adminPorts = names.ToDictionary(name => name, _ => PostgresServer.FreePort());
    private readonly Dictionary<string, NodeProcess> _nodes = [];
    private readonly List<NodeProcess> _former = [];

    /// <summary>IP address of a replica's servers.</summary>
    public Func<string, string> AddressOf { get; init; } = _ => "127.0.0.1";

    /// <summary>Makes the command line of a replica from its arguments.</summary>
    public Func<string, string[], IReadOnlyList<string>> Command { get; init; } = (_, arguments) => NodeCommand.Product(arguments);

    /// <summary>The block of the configuration that has them.</summary>
    public string Group { get; init; } = "canton.participants";

    /// <summary>Further lines in the block of a replica.</summary>
    public Func<string, string> Further { get; init; } = _ => "";

    public IReadOnlyList<string> Names => names;

    /// <summary>The processes started last under each name, dead ones included.</summary>
    public IReadOnlyCollection<NodeProcess> Nodes => _nodes.Values;

    public NodeProcess this[string name] => _nodes[name];

    /// <summary>Where the Admin API of a replica listens: host:port.</summary>
    public string AdminOf(string name) => $"{AddressOf(name)}:{_adminPorts[name]}";

    public static string Postgres(StorageSettings.Postgres storage) => $$"""
        storage {
          type = postgres
          config.properties {
            serverName = [{{string.Join(", ", storage.Hosts.Select(host => $"\"{host}\""))}}], portNumber = {{storage.Port}}
            databaseName = "{{storage.Database}}", user = "{{storage.User}}"
          }
        }
        """;

    public static string Embedded(string path) => $$"""storage { type = embedded, config.path = "{{path}}" }""";

    /// <summary>Starts HAProxy in front of the replicas, all of which have been started on this host.</summary>
    /// <param name="ledgerPorts">Where the Ledger API of each can be open.</param>
    public Task<Haproxy> BalanceAsync(IReadOnlyDictionary<string, int> ledgerPorts) =>
        Haproxy.StartAsync(names.ToDictionary(name => name, name => new ReplicaPorts(ledgerPorts[name], _adminPorts[name], _ports[name])));

    /// <summary>Starts every replica and returns the active one.</summary>
    public Task<NodeProcess> StartAsync()
    {
        foreach (var name in names)
            Start(name);
        return SettledAsync();
    }

    /// <summary>Starts one replica, again if it has ended.</summary>
    public NodeProcess Start(string name)
    {
        if (_nodes.TryGetValue(name, out var former))
            _former.Add(former);

        var file = Path.Combine(_folder, "replicas.conf");
        if (!File.Exists(file))
            File.WriteAllText(file, $"{Group} {{\n{string.Join('\n', names.Select(Block))}\n}}\n");

        var health = new Uri($"http://{AddressOf(name)}:{_ports[name]}");
        return _nodes[name] = NodeProcess.Start(name, health, Command(name, ["--config", file, "--node", name]));
    }

    /// <summary>Starts what has ended, wakes what is frozen, and returns the active replica when the others could take over.</summary>
    public Task<NodeProcess> HealAsync()
    {
        foreach (var node in Nodes.ToList())
            if (node.HasExited)
                Start(node.Name);
            else
                node.Signal(Signals.Continue);
        return SettledAsync();
    }

    /// <summary>A story about these replicas: begins with healthy ones, and their logs are printed when it ends badly.</summary>
    public async Task TellAsync(ITestOutputHelper output, Func<NodeProcess, Task> story)
    {
        var lengths = _nodes.Values.ToDictionary(node => node, node => node.Log.Count);
        try
        {
            var active = await HealAsync();
            await using var watch = ActivityWatch.Of(this);
            await story(active);
            await watch.ShouldHaveSeenNeverTwoAtOnceAsync();
        }
        catch
        {
            foreach (var node in _former.Concat(Nodes))
                output.WriteLine(string.Join(Environment.NewLine, node.Log.Skip(lengths.GetValueOrDefault(node)).Prepend($"--- {node.Name}, process {node.Pid}")));
            throw;
        }
    }

    /// <summary>The replica that says it is active.</summary>
    public Task<NodeProcess> ActiveAsync(TimeSpan limit) => ActiveAsync("some replica", (_, _) => true, limit);

    /// <summary>The active replica, once it is another one than <paramref name="former"/>.</summary>
    public Task<NodeProcess> SuccessorAsync(NodeProcess former, TimeSpan limit) =>
        ActiveAsync($"another replica than {former.Name}", (node, _) => node.Name != former.Name, limit);

    /// <summary>The active replica, once its term is a newer one than <paramref name="former"/>.</summary>
    public Task<NodeProcess> ActiveAfterAsync(long former, TimeSpan limit) =>
        ActiveAsync($"some replica in a term after {former}", (_, claim) => claim.Term > former, limit);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes.Concat(_former))
            await node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<NodeProcess> SettledAsync()
    {
        // A replica that is still about to lead, or to stand back, would change who is active.
        await Task.WhenAll(Nodes.Select(node => node.BecomesReadyAsync(Bounds.Start)));
        var active = await ActiveAsync(Bounds.Start);
        await Eventually.BecomesTrueAsync(
            $"{active.Name} sees {string.Join(", ", names)}", async () => (await active.SeeOthersAsync()).Intersect(names).Count() == names.Length, Bounds.Start);
        return active;
    }

    private async Task<NodeProcess> ActiveAsync(string who, Func<NodeProcess, ReplicaClaim, bool> isWanted, TimeSpan limit)
    {
        NodeProcess? active = null;
        await Eventually.BecomesTrueAsync(
            $"{who} is active",
            async () =>
            {
                var running = Nodes.Where(node => !node.HasExited).ToList();
                var claims = await Task.WhenAll(running.Select(node => node.SeeAsync()));
                active = running.Zip(claims).FirstOrDefault(pair => pair.Second is { IsActive: true } claim && isWanted(pair.First, claim)).First;
                return active is not null;
            },
            limit);
        return active!;
    }

    private string Block(string name) => $$"""
        {{name}} {
          {{storage}}
          monitoring.http-health-server { address = "{{AddressOf(name)}}", port = {{_ports[name]}} }
          admin-api { address = "{{AddressOf(name)}}", port = {{_adminPorts[name]}}, allow-insecure = true }
          {{Further(name)}}
        }
        """;
}
