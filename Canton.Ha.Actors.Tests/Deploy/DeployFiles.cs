using System.Text.Json;
using System.Text.RegularExpressions;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Configuration.Hocon;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Deploy;

/// <summary>The files of <c>deploy/</c>, read as those read them for whom they are.</summary>
internal static partial class DeployFiles
{
    private const string YamlToJson = "import json, sys, yaml; json.dump(list(yaml.safe_load_all(sys.stdin)), sys.stdout)";

    private static readonly string[] s_groups = ["participants", "synchronizers"];
    private static readonly string[] s_configuration = [PathOf("deploy/canton.conf")];
    private static readonly HoconReader s_reader = new(File.ReadAllText, name => name == "CANTON_DB_PASSWORD" ? "secret" : null);

    /// <summary>The nodes of <c>deploy/canton.conf</c>, each as it is loaded where it is started alone.</summary>
    public static IReadOnlyList<NodeSettings> Nodes { get; } =
        [.. s_groups.SelectMany(NamesIn).Select(name => Load(name).Nodes.Single())];

    /// <summary>What a container of <c>deploy/canton.conf</c> runs.</summary>
    public static CantonSettings Load(string node) => ConfigurationLoader.Load(s_configuration, [], node, s_reader);

    public static string PathOf(string file) => Path.Combine(Repository.Root, file);

    public static string Text(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The documents of a YAML file.</summary>
    public static Task<IReadOnlyList<JsonElement>> ReadYamlAsync(string file) => ReadYamlOfAsync("cat", PathOf(file));

    /// <summary>The documents that a program writes.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ReadYamlOfAsync(params string[] command)
    {
        var json = await Tool.RunAsync("bash", ["-c", "set -o pipefail; \"${@:2}\" | /usr/bin/python3 -c \"$1\"", "--", YamlToJson, .. command]);
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>Ports on which a node of <c>deploy/canton.conf</c> listens.</summary>
    public static IEnumerable<int> PortsOf(NodeSettings node) => [node.Health!.Port, node.Admin.Endpoint.Port, node switch
    {
        ParticipantSettings participant => participant.LedgerApi.Endpoint.Port,
        SynchronizerSettings synchronizer => synchronizer.PublicApi.Endpoint.Port,
        _ => throw new InvalidOperationException($"{node.Name} is neither a participant nor a synchronizer."),
    }];

    /// <summary>Names of metrics that an expression has, without what Prometheus adds to those of a histogram.</summary>
    public static IEnumerable<string> MetricsIn(string expression) =>
        MetricName().Matches(expression).Select(match => HistogramPart().Replace(match.Value, ""));

    private static IEnumerable<string> NamesIn(string group) => s_reader.Read(s_configuration, []).Block("canton", group).Fields.Keys;

    [GeneratedRegex(@"\bcanton_ha_[a-z_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HistogramPart();
}
