using System.Text.Json;
using System.Text.RegularExpressions;
using Canton.Ha.Actors.Configuration;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Deploy;

/// <summary>What docker-compose.yml says, as <c>docker-compose config</c> understands it, is so.</summary>
public sealed partial class ComposeSpec : IAsyncLifetime
{
    private const string Image = "canton-ha";

    private static readonly string[] s_partsOfPlace = ["source", "host_ip", "published", "target"];

    private JsonElement _services;

    public async Task InitializeAsync()
    {
        var documents = await DeployFiles.ReadYamlOfAsync(
            "env", "CANTON_DB_PASSWORD=secret", "GRAFANA_PASSWORD=secret", "docker-compose", "--file", DeployFiles.PathOf("docker-compose.yml"), "config");
        _services = documents.Single().GetProperty("services");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Everything_that_it_mounts_is_there()
    {
        var mounted = _services.EnumerateObject().SelectMany(service => List(service.Value, "volumes")).Select(volume => volume.Split(':')[0]).Where(Path.IsPathRooted).ToList();

        mounted.Should().Contain(path => path.EndsWith("haproxy.cfg", StringComparison.Ordinal)).And.OnlyContain(path => File.Exists(path) || Directory.Exists(path));
    }

    [Fact]
    public void Every_container_of_the_image_runs_another_node_of_the_configuration_and_none_is_left_out()
    {
        var started = OfImage().Select(service => List(service.Value, "command")).ToList();

        OfImage().Select(service => service.Value.GetProperty("platform").GetString()).Should().OnlyContain(platform => platform == "linux/amd64");
        started.Should().OnlyContain(command => command[0] == "--config" && command[1] == "canton.conf" && command[2] == "--node");
        started.Select(command => command[3]).Should().Equal(OfImage().Select(service => service.Name))
            .And.BeEquivalentTo(DeployFiles.Nodes.Select(node => node.Name));
        DeployFiles.Nodes.Should().OnlyContain(node => node.AdvertisedAddress == node.Name);
    }

    [Fact]
    public void Databases_are_those_that_are_made()
    {
        var made = DatabaseMade().Matches(DeployFiles.Text("deploy/compose/databases.sh")).Select(match => match.Groups["name"].Value);

        var used = DeployFiles.Nodes.Select(node => (StorageSettings.Postgres)node.Storage).ToList();
        used.Select(storage => storage.Database).Distinct().Should().BeEquivalentTo(made);
        used.Should().OnlyContain(storage => storage.Hosts.Single() == "postgres" && storage.User == "canton" && storage.Password == "secret");
    }

    [Fact]
    public void Published_ports_are_listened_to_and_reachable_from_this_host_alone()
    {
        foreach (var service in _services.EnumerateObject())
            foreach (var port in List(service.Value, "ports"))
            {
                port.Should().StartWith("127.0.0.1:");
                PortsOf(service.Name).Should().Contain(int.Parse(port.Split(':', '/')[2]), "{0} of {1}", port, service.Name);
            }
    }

    [Fact]
    public void The_load_balancer_knows_the_ports_of_every_participant()
    {
        var servers = Server().Matches(DeployFiles.Text("deploy/haproxy.cfg")).ToList();

        foreach (var node in DeployFiles.Nodes.OfType<ParticipantSettings>())
        {
            var ports = servers.Where(server => server.Groups["host"].Value == node.Name)
                .SelectMany(server => server.Groups["port"].Captures.Select(capture => int.Parse(capture.Value)));
            ports.Should().BeEquivalentTo(DeployFiles.PortsOf(node), "{0} has them", node.Name);
        }
    }

    [Fact]
    public async Task Prometheus_asks_the_health_server_of_every_node_and_Grafana_asks_Prometheus()
    {
        var prometheus = (await DeployFiles.ReadYamlAsync("deploy/prometheus/prometheus.yml")).Single();
        var targets = prometheus.GetProperty("scrape_configs").EnumerateArray().SelectMany(job => job.GetProperty("static_configs").EnumerateArray()).SelectMany(config => List(config, "targets"));
        targets.Should().BeEquivalentTo(DeployFiles.Nodes.Select(node => $"{node.Name}:{node.Health!.Port}"));
        List(prometheus, "rule_files").Should().OnlyContain(file => File.Exists(DeployFiles.PathOf($"deploy/prometheus/{file}")));

        var source = (await DeployFiles.ReadYamlAsync("deploy/grafana/provisioning/datasources/prometheus.yml")).Single().GetProperty("datasources")[0];
        _services.EnumerateObject().Select(service => $"http://{service.Name}:9090").Should().Contain(source.GetProperty("url").GetString());
        source.GetProperty("uid").GetString().Should().Be("prometheus");
    }

    private IEnumerable<JsonProperty> OfImage() =>
        _services.EnumerateObject().Where(service => service.Value.GetProperty("image").GetString() == Image);

    private static IEnumerable<int> PortsOf(string service) => service switch
    {
        "grafana" => [3000],
        "haproxy" => Bind().Matches(DeployFiles.Text("deploy/haproxy.cfg")).Select(match => int.Parse(match.Groups["port"].Value)),
        _ => DeployFiles.PortsOf(DeployFiles.Nodes.Single(node => node.Name == service)),
    };

    private static List<string> List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(Short)] : [];

    /// <summary>The first version of docker-compose writes volumes and ports as texts, the second one writes their parts.</summary>
    private static string Short(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String)
            return item.GetString()!;
        return string.Join(':', s_partsOfPlace.Where(part => item.TryGetProperty(part, out _)).Select(part => item.GetProperty(part).ToString()));
    }

    [GeneratedRegex(@"^\s*server \w+ (?<host>[\w.-]+):(?<port>\d+)(?: .*?\bport (?<port>\d+))?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Server();

    [GeneratedRegex(@"^\s*bind \S*:(?<port>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bind();

    [GeneratedRegex(@"^create database (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DatabaseMade();
}
