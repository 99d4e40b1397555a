using System.Net;
using System.Net.Sockets;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Demo;

/// <summary>A synchronizer and three replicas of a participant, each in a process of its own. Processes and files are gone when it is disposed.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    public const string Participant = "participant";
    public const string Synchronizer = "synchronizer";

    private const string Loopback = "127.0.0.1";

    private static readonly TimeSpan ReadyMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);
    private static readonly string[] s_servers = ["health", "admin", "ledger"];
    private static readonly string[] s_replicas = ["participant1", "participant2", "participant3"];

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-demo-").FullName;
    private readonly Dictionary<(string Node, string Server), int> _ports;
    private readonly DemoNode _synchronizer;

    public DemoSite(IDemoPlace place)
    {
        _ports = FreePorts([.. s_replicas.SelectMany(name => s_servers.Select(server => (name, server))), (Synchronizer, "health"), (Synchronizer, "public")]);
        var file = Path.Combine(_folder, "demo.conf");
        File.WriteAllText(file, Configuration(place));
        _synchronizer = Node(Synchronizer);
        Replicas = [.. s_replicas.Select(Node)];

        DemoNode Node(string name) => new(name, AddressOf(name, "health"), () => NodeProgram.Start(["--config", file, "--node", name, "--end-with-input"], _folder, place.Environment));
    }

    /// <summary>The replicas of the participant.</summary>
    public IReadOnlyList<DemoNode> Replicas { get; }

    public IReadOnlyList<DemoNode> All => [_synchronizer, .. Replicas];

    /// <summary>Where the Ledger API of each replica can be open.</summary>
    public IEnumerable<Uri> Ledgers => s_replicas.Select(name => AddressOf(name, "ledger"));

    /// <summary>How a console finds a replica.</summary>
    public RemoteParticipantSettings RemoteOf(DemoNode replica) => ConfigurationLoader
        .LoadRemotes([], [$"canton.remote-participants.{replica.Name}.admin-api.port={_ports[(replica.Name, "admin")]}"], onlyNode: null)
        .Single();

    /// <summary>Starts everything; returns when it is ready.</summary>
    public Task StartAsync(CancellationToken cancellation)
    {
        foreach (var node in All)
            node.Start();
        return SettledAsync(cancellation);
    }

    /// <summary>Waits until one replica is active and the others could take over.</summary>
    /// <exception cref="DemoFailedException">Not in time.</exception>
    public Task SettledAsync(CancellationToken cancellation) => BecomesTrueAsync(
        "one replica active and all others ready",
        () => _synchronizer.State == NodeState.Active && Replicas.Count(replica => replica.State == NodeState.Active) == 1 && Replicas.Count(replica => replica.State == NodeState.Passive) == Replicas.Count - 1,
        cancellation);

    /// <summary>The active replica, once it is another one than <paramref name="former"/>.</summary>
    /// <exception cref="DemoFailedException">Nobody in time.</exception>
    public async Task<DemoNode> ActiveAsync(DemoNode? former, CancellationToken cancellation)
    {
        DemoNode? active = null;
        await BecomesTrueAsync(
            former is null ? "an active replica" : $"a successor of {former.Name}",
            () => (active = Replicas.FirstOrDefault(replica => replica != former && replica.State == NodeState.Active)) is not null,
            cancellation);
        return active!;
    }

    /// <summary>What cannot be ended or removed keeps nothing else from it.</summary>
    /// <exception cref="DemoFailedException">Something is left, and is named.</exception>
    public async ValueTask DisposeAsync()
    {
        var ending = Task.WhenAll(All.Select(node => node.DisposeAsync().AsTask()));
        await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var left = ending.Exception?.InnerExceptions.Select(e => e.Message).ToList() ?? [];
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            left.Add($"{_folder} could not be removed: {e.Message}");
        }

        if (left.Count > 0)
            throw new DemoFailedException(string.Join('\n', left));
    }

    private async Task BecomesTrueAsync(string what, Func<bool> isTrue, CancellationToken cancellation)
    {
        if (!await Waits.UntilAsync(() => Task.FromResult(isTrue()), LookEvery, ReadyMax, cancellation))
            throw new DemoFailedException($"There was not {what} within {ReadyMax.TotalSeconds:0} s.{string.Concat(All.Select(Told))}");
    }

    private static string Told(DemoNode node) => $"\n{node.Name} ({node.State}) wrote last:\n  {string.Join("\n  ", node.LastLines)}";

    private Uri AddressOf(string node, string server) => new($"http://{Loopback}:{_ports[(node, server)]}");

    private string Configuration(IDemoPlace place) => $$"""
        canton.synchronizers.{{Synchronizer}} {
          {{place.StorageOf(Synchronizer, _folder)}}
          public-api { address = {{Loopback}}, port = {{_ports[(Synchronizer, "public")]}} }
          monitoring.http-health-server { address = {{Loopback}}, port = {{_ports[(Synchronizer, "health")]}} }
        }
        canton.participants {
        {{string.Join('\n', s_replicas.Select(name => Replica(name, place)))}}
        }
        """;

    private string Replica(string name, IDemoPlace place) => $$"""
        {{name}} {
          {{place.StorageOf(Participant, _folder)}}
          synchronizers.local.connections = {{_ports[(Synchronizer, "public")]}}
          ledger-api { address = {{Loopback}}, port = {{_ports[(name, "ledger")]}} }
          admin-api { address = {{Loopback}}, port = {{_ports[(name, "admin")]}} }
          monitoring.http-health-server { address = {{Loopback}}, port = {{_ports[(name, "health")]}} }
        }
        """;

    /// <summary>Ports that nobody listens on now, all of them different.</summary>
    private static Dictionary<(string Node, string Server), int> FreePorts(IReadOnlyList<(string Node, string Server)> servers)
    {
        var listeners = servers.ToDictionary(server => server, _ => new TcpListener(IPAddress.Loopback, 0));
        foreach (var listener in listeners.Values)
            listener.Start();
        var ports = listeners.ToDictionary(listener => listener.Key, listener => ((IPEndPoint)listener.Value.LocalEndpoint).Port);
        foreach (var listener in listeners.Values)
            listener.Dispose();
        return ports;
    }
}
