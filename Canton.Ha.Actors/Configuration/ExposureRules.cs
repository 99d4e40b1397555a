namespace Canton.Ha.Actors.Configuration;

/// <summary>
/// Nobody shall let other hosts command a replica by mistake. What only shows how a replica is, its health, may be read by everybody: a load balancer has no
/// token, and no secret is in it.
/// </summary>
internal static class ExposureRules
{
    public static void Check(IReadOnlyList<ConfiguredNode> started)
    {
        foreach (var (settings, block) in started)
        {
            Check(settings.Admin.Endpoint, settings.Admin.Auth.IsOn, "auth-services", block.Block("admin-api"));
            if (settings is ParticipantSettings participant)
                Check(participant.LedgerApi.Endpoint, participant.LedgerApi.Auth.IsOn, "auth-services", block.Block("ledger-api"));
            if (settings is SynchronizerSettings synchronizer)
                Check(synchronizer.PublicApi.Endpoint, isAuthenticated: false, "tls.client-auth.type = require", block.Block("public-api"));
        }
    }

    private static void Check(HttpEndpoint endpoint, bool isAuthenticated, string guard, SettingsBlock api)
    {
        if (endpoint is { IsLocal: false, Tls: null, AllowsInsecure: false } && !isAuthenticated)
            api.Problems.Add(
                api.OriginOf("address"),
                $"{api.Path}.address is {endpoint.Address}, where other hosts could call it in plain text without saying who they are; set {api.Path}.tls and {guard}, or allow-insecure = true if something else keeps them out.");
    }
}
