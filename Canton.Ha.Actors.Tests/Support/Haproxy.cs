using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The HAProxy of the distribution with the configuration that is shipped, in which only addresses and ports are exchanged for those of a test.</summary>
internal sealed partial class Haproxy : IAsyncDisposable
{
    /// <summary>The program.</summary>
    public const string Program = "/usr/sbin/haproxy";

    private readonly NodeProcess _process;
    private readonly string _folder;

    private Haproxy(NodeProcess process, string folder, Uri ledger, Uri admin) => (_process, _folder, Ledger, Admin) = (process, folder, ledger, admin);

    /// <summary>The file that is shipped.</summary>
    public static string Shipped { get; } = Path.Combine(Repository.Root, "deploy", "haproxy.cfg");

    /// <summary>How often it asks each replica whether it is active.</summary>
    public static TimeSpan CheckInterval { get; } =
        TimeSpan.FromMilliseconds(int.Parse(Interval().Match(File.ReadAllText(Shipped)).Groups["ms"].Value, CultureInfo.InvariantCulture));

    /// <summary>Where clients reach the Ledger API of whichever replica is active.</summary>
    public Uri Ledger { get; }

    /// <summary>Likewise the Admin API.</summary>
    public Uri Admin { get; }

    /// <summary>What it has written: calls, and replicas that it found or lost.</summary>
    public IReadOnlyList<string> Log => _process.Log;

    private string Socket => SocketIn(_folder);

    /// <summary>Starts it in front of replicas of this host.</summary>
    public static async Task<Haproxy> StartAsync(IReadOnlyDictionary<string, ReplicaPorts> replicas)
    {
        var folder = Directory.CreateTempSubdirectory("canton-ha-haproxy-").FullName;
        var (ledger, admin) = (PostgresServer.FreePort(), PostgresServer.FreePort());
        var (shipped, statistics) = (Path.Combine(folder, "haproxy.cfg"), Path.Combine(folder, "statistics.cfg"));
        var text = Adapted(Adapted(await File.ReadAllTextAsync(Shipped), "bind :15000", $"bind 127.0.0.1:{ledger}"), "bind :15001", $"bind 127.0.0.1:{admin}");
        foreach (var (name, ports) in replicas)
        {
            text = Adapted(text, $"{name}:5011 proto h2 port 8080", $"127.0.0.1:{ports.Ledger} proto h2 port {ports.Health}");
            text = Adapted(text, $"{name}:5012", $"127.0.0.1:{ports.Admin}");
        }

        await File.WriteAllTextAsync(shipped, text);
        await File.WriteAllTextAsync(statistics, $"global\n    stats socket {SocketIn(folder)}\n");
        var process = NodeProcess.Start("haproxy", new Uri("http://127.0.0.1"), [Program, "-db", "-f", shipped, "-f", statistics]);
        var haproxy = new Haproxy(process, folder, new Uri($"http://127.0.0.1:{ledger}"), new Uri($"http://127.0.0.1:{admin}"));
        await Eventually.BecomesTrueAsync("HAProxy has started", () => Task.FromResult(File.Exists(haproxy.Socket)), Bounds.Start);
        return haproxy;
    }

    /// <summary>Waits until both frontends lead to this replica and to no other.</summary>
    public Task LeadsToAsync(string replica) => Eventually.BecomesTrueAsync(
        $"HAProxy leads to {replica} alone", async () => (await ReadAsync()).All(server => server.IsUp == (server.Name == replica)), Bounds.Takeover);

    /// <summary>The replicas as it sees them now, once for each backend.</summary>
    public async Task<IReadOnlyList<BalancedServer>> ReadAsync()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("show stat\n"u8.ToArray());
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = lines[0].TrimStart('#', ' ').Split(',').ToList();
        var (status, calls) = (columns.IndexOf("status"), columns.IndexOf("stot"));
        return [.. lines.Skip(1).Select(line => line.Split(',')).Where(row => row[1] is not ("FRONTEND" or "BACKEND"))
            .Select(row => new BalancedServer(row[0], row[1], row[status].StartsWith("UP", StringComparison.Ordinal), long.Parse(row[calls], CultureInfo.InvariantCulture)))];
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string SocketIn(string folder) => Path.Combine(folder, "socket");

    private static string Adapted(string text, string shipped, string here) => text.Contains(shipped, StringComparison.Ordinal)
        ? text.Replace(shipped, here, StringComparison.Ordinal)
        : throw new InvalidOperationException($"{Shipped} has no \"{shipped}\" that could be exchanged.");

    [GeneratedRegex(@" inter (?<ms>\d+)ms ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Interval();
}

/// <summary>Where the servers of a replica listen on this host.</summary>
/// <param name="Ledger">Its Ledger API, while it is active.</param>
/// <param name="Admin">Its Admin API.</param>
/// <param name="Health">Its health server.</param>
internal sealed record ReplicaPorts(int Ledger, int Admin, int Health);

/// <summary>A replica as HAProxy sees it.</summary>
/// <param name="Backend">For which API.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsUp">It gets what is called.</param>
/// <param name="Calls">How many it has got so far.</param>
internal sealed record BalancedServer(string Backend, string Name, bool IsUp, long Calls);
