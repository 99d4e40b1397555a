using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>A network namespace per replica, joined with the host by a bridge, on which the database listens; gone when disposed. Needs root.</summary>
internal sealed class Network : IAsyncDisposable
{
    /// <summary>The host's address on the bridge.</summary>
    public const string Host = "10.203.117.1";

    private const string Subnet = "10.203.117.";
    private const string Bridge = "cantonbench";

    private readonly List<string> _names;

    private Network(IEnumerable<string> names) => _names = [.. names];

    /// <summary>Packets from and to this port are the ones that are dropped.</summary>
    public int DatabasePort { get; set; }

    public static async Task<Network> CreateAsync(IEnumerable<string> names)
    {
        var network = new Network(names);
        await IpAsync($"link add {Bridge} type bridge");
        await IpAsync($"addr add {Host}/24 dev {Bridge}");
        await IpAsync($"link set {Bridge} up");
        foreach (var name in network._names)
            await network.JoinAsync(name);
        return network;
    }

    public string AddressOf(string name) => $"{Subnet}{10 + _names.IndexOf(name)}";

    public static string NamespaceOf(string name) => $"{Bridge}-{name}";

    /// <summary>Drops what the replica and the database send to each other; its health server can still be reached.</summary>
    public Task CutAsync(string name) => FilterAsync(name, "-A");

    public Task MendAsync(string name) => FilterAsync(name, "-D");

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _names)
            await IpAsync($"netns del {NamespaceOf(name)}");
        await IpAsync($"link del {Bridge}");
    }

    private async Task JoinAsync(string name)
    {
        var (space, end) = (NamespaceOf(name), $"cb{_names.IndexOf(name)}");
        await IpAsync($"netns add {space}");
        await IpAsync($"link add {end} type veth peer name eth0 netns {space}");
        await IpAsync($"link set {end} master {Bridge} up");
        await IpAsync($"-n {space} addr add {AddressOf(name)}/24 dev eth0");
        await IpAsync($"-n {space} link set eth0 up");
        await IpAsync($"-n {space} link set lo up");
    }

    private async Task FilterAsync(string name, string change)
    {
        string[] directions = [$"OUTPUT -p tcp --dport {DatabasePort}", $"INPUT -p tcp --sport {DatabasePort}"];
        foreach (var direction in directions)
            await IpAsync($"netns exec {NamespaceOf(name)} iptables -w {change} {direction} -j DROP");
    }

    private static Task<string> IpAsync(string arguments) => Tool.RunAsync("ip", arguments.Split(' '));
}
