using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Security;

namespace Canton.Ha.Actors.Node;

/// <summary>Reads the certificates and keys that a configuration names as a node would, so that a check finds what a start would.</summary>
internal static class CheckedFiles
{
    /// <summary>One line for each server of the process that speaks TLS: who it is, and until when.</summary>
    /// <exception cref="ConfigurationRefusedException">A file cannot be used.</exception>
    public static IEnumerable<string> Describe(CantonSettings settings) =>
        settings.Health is { } health ? [.. Line("canton.monitoring.health.server", health.Server), .. settings.Nodes.SelectMany(Describe)] : settings.Nodes.SelectMany(Describe);

    private static IEnumerable<string> Describe(NodeSettings node)
    {
        CheckSigners(node.Admin.Auth, node, "admin-api");
        if (node is ParticipantSettings participant)
        {
            CheckSigners(participant.LedgerApi.Auth, node, "ledger-api");
            _ = ClientTls.Options(participant.SequencerClient.Tls, $"{node.Path}.sequencer-client.tls");
        }

        return ServersOf(node).SelectMany(server => server.Endpoint is { } endpoint ? Line($"{node.Path}.{server.Key}", endpoint) : []);
    }

    private static void CheckSigners(AuthSettings auth, NodeSettings node, string api) =>
        _ = Tokens.For(auth, node.Uid.ToString(), $"{node.Path}.{api}", () => NoLogger.Instance, TimeProvider.System);

    private static IEnumerable<(string Key, HttpEndpoint? Endpoint)> ServersOf(NodeSettings node) =>
    [
        ("ledger-api", (node as ParticipantSettings)?.LedgerApi.Endpoint),
        ("public-api", (node as SynchronizerSettings)?.PublicApi.Endpoint),
        ("admin-api", node.Admin.Endpoint),
        ("monitoring.http-health-server", node.Health),
        ("monitoring.grpc-health-server", node.GrpcHealth),
    ];

    private static IEnumerable<string> Line(string key, HttpEndpoint endpoint) =>
        ServerTls.For(endpoint, key, () => NoLogger.Instance) is { Certificate: var certificate }
            ? [$"{key}.tls: {certificate.Subject}, valid until {UtcTime.Text(new DateTimeOffset(certificate.NotAfter))}"]
            : [];
}
