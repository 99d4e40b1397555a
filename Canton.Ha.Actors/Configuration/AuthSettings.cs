namespace Canton.Ha.Actors.Configuration;

/// <summary>Whose tokens an API believes.</summary>
/// <param name="Services"><c>auth-services</c>: who may have signed a token.</param>
/// <param name="Leeway"><c>jwt-timestamp-leeway</c>: how far the clocks of who signs and of who checks may be apart.</param>
/// <param name="LifetimeMax"><c>max-token-lifetime</c>: longest time that a token may still be valid; null for any.</param>
/// <param name="Jwks"><c>jwks-cache-config</c>: how keys are fetched.</param>
public sealed record AuthSettings(IReadOnlyList<AuthServiceSettings> Services, TokenLeeway Leeway, TimeSpan? LifetimeMax, JwksSettings Jwks)
{
    /// <summary>Nobody is asked who he is.</summary>
    public static readonly AuthSettings Off = new([], new TokenLeeway(default, default, default), LifetimeMax: null, new JwksSettings(1, default, default, default));

    /// <summary><c>admin-token-config.fixed-admin-token</c>: at least 32 bytes, and who has it may do everything; null where there is none.</summary>
    public Secret? AdminToken { get; init; }

    /// <summary>Callers must say who they are.</summary>
    public bool IsOn => Services.Count > 0 || AdminToken is not null;

    internal static AuthSettings From(SettingsBlock api) => new(
        [.. api.Blocks("auth-services", ConfigurationDefaults.BuiltIn.AuthService).Select(AuthServiceSettings.From).OfType<AuthServiceSettings>()],
        TokenLeeway.From(api.Block("jwt-timestamp-leeway")),
        api.DurationOrNull("max-token-lifetime", TimeSpan.FromSeconds(1)),
        JwksSettings.From(api.Block("jwks-cache-config")));

    /// <summary>Those of an Admin API, where a token is that of an operator or of nobody.</summary>
    internal static AuthSettings FromAdmin(SettingsBlock api)
    {
        var auth = From(api) with { AdminToken = api.Block("admin-token-config").SecretOrNull("fixed-admin-token", Secret.BytesMin) };
        for (var i = 0; i < auth.Services.Count; i++)
            if (auth.Services[i] is { IsPrivileged: false, Users.Count: 0 })
                api.Problems.Add(
                    api.OriginOf("auth-services"),
                    $"{api.Path}.auth-services.{i} lets nobody in; set privileged = true if each of its tokens is an operator's, or name them in users.");
        return auth;
    }
}

/// <summary>How far the clocks of who signs a token and of who checks it may be apart.</summary>
/// <param name="ExpiresAt">How long a token is believed after it has expired.</param>
/// <param name="IssuedAt">How long it is believed before it was issued.</param>
/// <param name="NotBefore">How long it is believed before it becomes valid.</param>
public sealed record TokenLeeway(TimeSpan ExpiresAt, TimeSpan IssuedAt, TimeSpan NotBefore)
{
    private const int SecondsMax = 3600;

    /// <summary>Whole seconds, as in the reference.</summary>
    internal static TokenLeeway From(SettingsBlock leeway)
    {
        var common = leeway.Whole("default", 0, SecondsMax);
        return new TokenLeeway(Of("expires-at"), Of("issued-at"), Of("not-before"));

        TimeSpan Of(string key) => TimeSpan.FromSeconds(leeway.WholeOrNull(key, 0, SecondsMax) ?? common);
    }
}

/// <summary>How the keys of an auth service are fetched that publishes them.</summary>
/// <param name="KeysMax"><c>cache-max-size</c>: most keys of one address; further ones are not seen.</param>
/// <param name="Expiration"><c>cache-expiration</c>: how long they are used before they are fetched anew.</param>
/// <param name="ConnectTimeout"><c>connection-timeout</c>: how long it may take to connect.</param>
/// <param name="ReadTimeout"><c>read-timeout</c>: how long it may take to get them.</param>
public sealed record JwksSettings(int KeysMax, TimeSpan Expiration, TimeSpan ConnectTimeout, TimeSpan ReadTimeout)
{
    internal static JwksSettings From(SettingsBlock jwks) => new(
        jwks.Whole("cache-max-size", 1, 100_000), jwks.Duration("cache-expiration"), jwks.Duration("connection-timeout"), jwks.Duration("read-timeout"));
}
