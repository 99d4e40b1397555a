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
            Check(settings.Admin.Endpoint, settings.Admin.Auth.IsOn, block.Block("admin-api"));
            if (settings is ParticipantSettings participant)
                Check(participant.LedgerApi.Endpoint, participant.LedgerApi.Auth.IsOn, block.Block("ledger-api"));
            if (settings is SynchronizerSettings synchronizer)
                Check(synchronizer.PublicApi.Endpoint, asksForTokens: null, block.Block("public-api"));
        }
    }

    /// <param name="endpoint">Where it listens.</param>
    /// <param name="asksForTokens">Callers must show a token; null if there are none for this API.</param>
    /// <param name="api">Its block.</param>
    private static void Check(HttpEndpoint endpoint, bool? asksForTokens, SettingsBlock api)
    {
        var asksForCertificates = endpoint.Tls is { ClientAuth: ClientAuthentication.Require, Trust: not null };
        if (endpoint is { IsLocal: false, AllowsInsecure: false } && asksForTokens is not true && !asksForCertificates)
            api.Problems.Add(
                api.OriginOf("address"),
                $"{api.Path}.address is {endpoint.Address}, where other hosts could call it without saying who they are; set {(asksForTokens is null ? "" : $"{api.Path}.auth-services, or ")}{api.Path}.tls with client-auth.type = require and a trust-collection-file, or allow-insecure = true if something else keeps them out.");
    }
}
