using System.Net;
using System.Net.Sockets;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Replicas of one logical participant, each in a process of its own, on one storage.</summary>
/// <param name="storage">The HOCON block <c>storage</c> they share; <see cref="Postgres"/> and <see cref="Embedded"/> make one.</param>
/// <param name="names">Their names.</param>
internal sealed class ReplicaSet(string storage, params string[] names) : IAsyncDisposable
{
    /// <summary>Starting a process, with the runtime's own start, on a busy machine.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-replicas-").FullName;
    private readonly Dictionary<string, int> _ports = names.ToDictionary(name => name, _ => FreePort());
    private readonly Dictionary<string, NodeProcess> _nodes = [];

    /// <summary>Where the health server of a replica listens and is reached.</summary>
    public Func<string, string> AddressOf { get; init; } = _ => "127.0.0.1";

    /// <summary>Makes the command line of a replica from its arguments.</summary>
    public Func<string, string[], IReadOnlyList<string>> Command { get; init; } = (_, arguments) => NodeCommand.Product(arguments);

    /// <summary>HOCON put into every participant's block.</summary>
    public string Extra { get; init; } = "";

    /// <summary>The processes started last under each name, dead ones included.</summary>
    public IReadOnlyCollection<NodeProcess> Nodes => _nodes.Values;

    public NodeProcess this[string name] => _nodes[name];

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

    /// <summary>Starts every replica and returns the active one.</summary>
    public async Task<NodeProcess> StartAsync()
    {
        foreach (var name in names)
            Start(name);

        var active = await ActiveAsync(StartLimit);
        foreach (var node in Nodes)
            await Eventually.BecomesTrueAsync($"{node.Name} is ready", async () => await node.GetStatusAsync("/health/ready") == 200, StartLimit);
        return active;
    }

    /// <summary>Starts one replica, again if it has ended.</summary>
    public NodeProcess Start(string name)
    {
        var file = Path.Combine(_folder, "replicas.conf");
        if (!File.Exists(file))
            File.WriteAllText(file, $"canton.participants {{\n{string.Join('\n', names.Select(Block))}\n}}\n");

        var health = new Uri($"http://{AddressOf(name)}:{_ports[name]}");
        return _nodes[name] = NodeProcess.Start(name, health, Command(name, ["--config", file, "--node", name]));
    }

    /// <summary>The replica that says it is active.</summary>
    public Task<NodeProcess> ActiveAsync(TimeSpan limit) => ActiveAsync(_ => true, limit);

    /// <summary>The active replica, once it is another one than <paramref name="former"/>.</summary>
    public Task<NodeProcess> SuccessorAsync(NodeProcess former, TimeSpan limit) => ActiveAsync(node => node != former, limit);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<NodeProcess> ActiveAsync(Func<NodeProcess, bool> isEligible, TimeSpan limit)
    {
        NodeProcess? active = null;
        await Eventually.BecomesTrueAsync(
            $"one of {string.Join(", ", names)} is active",
            async () =>
            {
                var candidates = Nodes.Where(node => isEligible(node) && !node.HasExited).ToList();
                var answers = await Task.WhenAll(candidates.Select(node => node.IsActiveAsync()));
                active = candidates.Zip(answers).FirstOrDefault(pair => pair.Second).First;
                return active is not null;
            },
            limit);
        return active!;
    }

    private string Block(string name) =>
        $"{name} {{\n{storage}\n{Extra}\nmonitoring.http-health-server {{ address = \"{AddressOf(name)}\", port = {_ports[name]} }}\n}}";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
