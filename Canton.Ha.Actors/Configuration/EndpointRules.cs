using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>No two servers of one process may listen on the same port.</summary>
internal static class EndpointRules
{
    public static void Check(IReadOnlyList<ConfiguredNode> started, HealthSettings? health, SettingsBlock canton)
    {
        var servers = started.SelectMany(ServersOf).ToList();
        if (health is not null)
            servers.Insert(0, Server(health.Server, canton.Block("monitoring", "health", "server")));
        for (var i = 1; i < servers.Count; i++)
            if (servers.Take(i).FirstOrDefault(earlier => Collide(earlier.Endpoint, servers[i].Endpoint)) is { Key: not null } taken)
                canton.Problems.Add(servers[i].Origin, $"{servers[i].Key} is {servers[i].Endpoint.Port}, but so is {taken.Key} ({taken.Origin}); give each its own port.");
    }

    private static IEnumerable<(HttpEndpoint Endpoint, string Key, Origin Origin)> ServersOf(ConfiguredNode node)
    {
        var (settings, block) = node;
        if (settings.Health is { } http)
            yield return Server(http, block.Block("monitoring", "http-health-server"));
        if (settings.GrpcHealth is { } grpc)
            yield return Server(grpc, block.Block("monitoring", "grpc-health-server"));
        yield return Server(settings.Admin.Endpoint, block.Block("admin-api"));
        if (settings is ParticipantSettings participant)
            yield return Server(participant.LedgerApi.Endpoint, block.Block("ledger-api"));
        if (settings is SynchronizerSettings synchronizer)
            yield return Server(synchronizer.PublicApi.Endpoint, block.Block("public-api"));
    }

    private static (HttpEndpoint Endpoint, string Key, Origin Origin) Server(HttpEndpoint endpoint, SettingsBlock block) =>
        (endpoint, $"{block.Path}.port", block.OriginOf("port"));

    private static bool Collide(HttpEndpoint a, HttpEndpoint b) =>
        a.Port != 0 && a.Port == b.Port && (a.Address == b.Address || a.IsEverywhere || b.IsEverywhere);
}
