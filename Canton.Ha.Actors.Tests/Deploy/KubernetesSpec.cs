using System.Text.Json;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Node;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Deploy;

public sealed class KubernetesSpec
{
    private static readonly string[] s_files = ["haproxy.yaml", "participant.yaml", "synchronizer.yaml"];

    [Fact]
    public void No_file_is_forgotten_here() =>
        Directory.GetFiles(DeployFiles.PathOf("deploy/kubernetes")).Select(Path.GetFileName).Should().BeEquivalentTo(s_files);

    [Fact]
    public async Task Every_object_is_as_the_published_schemas_want_it()
    {
        var objects = await ObjectsAsync();

        (await KubernetesModels.ProblemsOfAsync(objects)).Should().BeEmpty();

        var broken = JsonSerializer.Deserialize<JsonElement>("""[{ "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": { "name": "broken" }, "spec": { "replicas": "three" } }]""");
        (await KubernetesModels.ProblemsOfAsync([.. broken.EnumerateArray()])).Should().ContainMatch("StatefulSet broken: *").And.HaveCount(1);
    }

    [Fact]
    public async Task Pods_run_the_nodes_of_the_configuration_and_open_their_ports()
    {
        var container = Container(await SetAsync("participant"));

        DeployFiles.Nodes.OfType<ParticipantSettings>().Select(node => node.Name).Should().Equal("participant1", "participant2", "participant3");
        container.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()).Should().ContainInOrder("--node", "participant$(POD_INDEX)");
        Ports(container).Should().BeEquivalentTo(DeployFiles.PortsOf(DeployFiles.Nodes.OfType<ParticipantSettings>().First()));
        Ports(Container(await SetAsync("synchronizer"))).Should().BeEquivalentTo(DeployFiles.PortsOf(DeployFiles.Nodes.OfType<SynchronizerSettings>().Single()));
    }

    [Fact]
    public async Task Every_replica_that_could_take_over_is_ready_and_there_is_time_to_hand_over()
    {
        var set = await SetAsync("participant");
        var pod = set.GetProperty("spec").GetProperty("template").GetProperty("spec");

        Container(set).GetProperty("readinessProbe").GetProperty("httpGet").GetProperty("path").GetString().Should().Be("/health/ready");
        Container(set).GetProperty("livenessProbe").GetProperty("httpGet").GetProperty("path").GetString().Should().Be("/health/live");
        Container(set).GetProperty("lifecycle").GetProperty("preStop").GetRawText().Should().Contain("replication.set_passive()");
        var node = DeployFiles.Load("participant1");
        TimeSpan.FromSeconds(pod.GetProperty("terminationGracePeriodSeconds").GetInt32())
            .Should().BeGreaterThan(GoodEnd.Limit(node) * 3, "the command before SIGTERM hands over, and SIGTERM may");
    }

    [Fact]
    public async Task Services_have_the_names_that_the_configurations_use_and_choose_pods_that_exist()
    {
        var objects = await ObjectsAsync();
        var services = objects.Where(one => Kind(one) == "Service").ToDictionary(Name, one => one.GetProperty("spec"));
        var labels = objects.Where(one => Kind(one) is "StatefulSet" or "Deployment")
            .Select(one => one.GetProperty("spec").GetProperty("template").GetProperty("metadata").GetProperty("labels").GetRawText()).ToList();

        services.Keys.Should().Contain(["participant1", "participant2", "participant3", "synchronizer", "participant-active"]);
        foreach (var (name, service) in services)
            if (service.GetProperty("selector").TryGetProperty("statefulset.kubernetes.io/pod-name", out var pod))
                pod.GetString().Should().Be(name.Insert(name.Length - 1, "-"));
            else
                labels.Should().Contain(service.GetProperty("selector").GetRawText());
    }

    [Fact]
    public async Task Only_pods_that_are_named_by_a_label_reach_a_port_that_asks_nobody_who_calls()
    {
        var objects = await ObjectsAsync();
        var policies = objects.Where(one => Kind(one) == "NetworkPolicy").Select(one => one.GetProperty("spec")).ToList();

        foreach (var pods in objects.Where(one => Kind(one) is "StatefulSet" or "Deployment"))
        {
            var rules = policies.Single(policy => policy.GetProperty("podSelector").GetRawText() == pods.GetProperty("spec").GetProperty("selector").GetRawText()).GetProperty("ingress").EnumerateArray().ToList();
            rules.Where(rule => !rule.TryGetProperty("from", out _)).SelectMany(PortsOf).Where(port => port != "health").Should().BeEmpty("{0} opens no other to everybody", Name(pods));
            rules.Should().OnlyContain(rule => PortsOf(rule).Any(), "a rule without ports is one for all of {0}", Name(pods));
        }

        policies.Single(policy => policy.GetRawText().Contains("canton-ha/client", StringComparison.Ordinal)).GetProperty("ingress").EnumerateArray()
            .Should().OnlyContain(rule => PortsOf(rule).Single() == (rule.GetRawText().Contains("canton-ha/operator", StringComparison.Ordinal) ? "admin" : "ledger"));
    }

    [Fact]
    public async Task An_image_that_is_there_need_not_be_pulled()
    {
        foreach (var container in (await ObjectsAsync()).Where(one => Kind(one) is "StatefulSet" or "Deployment").Select(Container))
            container.GetProperty("image").GetString().Should().MatchRegex(@":\d[\d.]*$");
        foreach (var set in (await ObjectsAsync()).Where(one => Kind(one) == "StatefulSet"))
            Container(set).GetProperty("imagePullPolicy").GetString().Should().Be("IfNotPresent");
    }

    private static async Task<JsonElement> SetAsync(string name) => (await ObjectsAsync()).Single(one => Kind(one) == "StatefulSet" && Name(one) == name);

    private static async Task<IReadOnlyList<JsonElement>> ObjectsAsync() =>
        [.. (await Task.WhenAll(s_files.Select(file => DeployFiles.ReadYamlAsync($"deploy/kubernetes/{file}")))).SelectMany(objects => objects)];

    private static string? Kind(JsonElement one) => one.GetProperty("kind").GetString();

    private static string Name(JsonElement one) => one.GetProperty("metadata").GetProperty("name").GetString()!;

    private static JsonElement Container(JsonElement set) => set.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("containers")[0];

    private static IEnumerable<string?> PortsOf(JsonElement rule) =>
        rule.TryGetProperty("ports", out var ports) ? ports.EnumerateArray().Select(port => port.GetProperty("port").GetString()) : [];

    private static IEnumerable<int> Ports(JsonElement container) => container.GetProperty("ports").EnumerateArray().Select(port => port.GetProperty("containerPort").GetInt32());
}
