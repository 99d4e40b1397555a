using System.ComponentModel;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// A network namespace for each replica, joined to this machine by a pair of virtual devices, so that packets between a replica and its
/// database can be dropped in either direction without touching anything else.
/// </summary>
internal sealed class ReplicaNetwork : IAsyncDisposable
{
    private static int s_networks;

    private readonly List<string> _names = [];
    private readonly string _prefix;
    private readonly string _subnet;

    /// <summary>Names and addresses are unlike those of any network of this or another test run on the machine: the kernel may keep them for a moment.</summary>
    private ReplicaNetwork()
    {
        var (process, network) = (Environment.ProcessId, Interlocked.Increment(ref s_networks));
        _prefix = $"ha{process}x{network}";
        _subnet = $"10.{200 + (process % 50)}.{((process / 50) + (network * 17)) % 250}";
    }

    /// <summary>Where a server must listen for the replicas to reach it.</summary>
    public string ServerAddress => $"{_subnet}.1";

    public static async Task<ReplicaNetwork> CreateAsync(params string[] replicas)
    {
        var network = new ReplicaNetwork();
        try
        {
            foreach (var replica in replicas)
                await network.AddAsync(replica);
            return network;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            await network.DisposeAsync();
            throw new InvalidOperationException(
                $"A network cannot be cut here, because this environment does not permit network namespaces of one's own; the tests need root, or CAP_SYS_ADMIN and CAP_NET_ADMIN, and ip and iptables: {e.Message}", e);
        }
    }

    /// <summary>The address of a replica.</summary>
    public string AddressOf(string replica) => $"{_subnet}.{(4 * _names.IndexOf(replica)) + 2}";

    /// <summary>A command inside the namespace of a replica.</summary>
    public IReadOnlyList<string> Inside(string replica, IReadOnlyList<string> command) => NodeCommand.Inside(NamespaceOf(_names.IndexOf(replica)), command);

    /// <summary>Drops every packet between a replica and the server from now on.</summary>
    public async Task CutAsync(string replica, Cut cut, int port)
    {
        if (cut != Cut.FromReplica)
            await FilterAsync(replica, "-A", "INPUT", "-p", "tcp", "--sport", $"{port}", "-j", "DROP");
        if (cut != Cut.ToReplica)
            await FilterAsync(replica, "-A", "OUTPUT", "-p", "tcp", "--dport", $"{port}", "-j", "DROP");
    }

    /// <summary>Lets every packet pass again.</summary>
    public Task JoinAsync(string replica) => FilterAsync(replica, "-F");

    public async ValueTask DisposeAsync()
    {
        for (var index = 0; index < _names.Count; index++)
        {
            if (Directory.Exists($"/sys/class/net/{DeviceOf(index)}"))
                await Tool.RunAsync("ip", "link", "delete", DeviceOf(index));
            await Tool.RunAsync("ip", "netns", "delete", NamespaceOf(index));
        }

        _names.Clear();
    }

    private async Task AddAsync(string replica)
    {
        var index = _names.Count;
        var (space, outer) = (NamespaceOf(index), DeviceOf(index));
        await Tool.RunAsync("ip", "netns", "add", space);
        _names.Add(replica);
        await Tool.RunAsync("ip", "link", "add", outer, "type", "veth", "peer", "name", "inner", "netns", space);
        await Tool.RunAsync("ip", "address", "add", $"{_subnet}.{(4 * index) + 1}/30", "dev", outer);
        await Tool.RunAsync("ip", "link", "set", outer, "up");
        await Tool.RunAsync("ip", "-n", space, "link", "set", "lo", "up");
        await Tool.RunAsync("ip", "-n", space, "address", "add", $"{AddressOf(replica)}/30", "dev", "inner");
        await Tool.RunAsync("ip", "-n", space, "link", "set", "inner", "up");
        await Tool.RunAsync("ip", "-n", space, "route", "add", "default", "via", $"{_subnet}.{(4 * index) + 1}");
    }

    private async Task FilterAsync(string replica, params string[] rule)
    {
        var command = Inside(replica, ["iptables", "-w", .. rule]);
        await Tool.RunAsync(command[0], command.Skip(1));
    }

    private string DeviceOf(int index) => $"{_prefix}v{index}";

    private string NamespaceOf(int index) => $"{_prefix}n{index}";
}
