using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>Certificates, and who is believed.</summary>
public static partial class EffectiveConfiguration
{
    private static IEnumerable<(string Key, Value? Value)> Of(AuthSettings auth) => !auth.IsOn ? [] :
    [
        ("auth-services", new HoconArray(Here, [.. auth.Services.Select(service => Of(service).Node)])),
        ("jwt-timestamp-leeway", Block(
            ("expires-at", (int)auth.Leeway.ExpiresAt.TotalSeconds), ("issued-at", (int)auth.Leeway.IssuedAt.TotalSeconds), ("not-before", (int)auth.Leeway.NotBefore.TotalSeconds))),
        ("max-token-lifetime", OrNull(auth.LifetimeMax)),
        ("jwks-cache-config", Block(
            ("cache-max-size", auth.Jwks.KeysMax), ("cache-expiration", auth.Jwks.Expiration),
            ("connection-timeout", auth.Jwks.ConnectTimeout), ("read-timeout", auth.Jwks.ReadTimeout))),
        ("admin-token-config", auth.AdminToken is { } token ? Block(Of("fixed-admin-token", token)) : null),
    ];

    private static Value Of(AuthServiceSettings service) => Block(
        ("type", service.TypeName),
        Of("secret", service.Secret),
        ("certificate", OrNull(service.Certificate)),
        ("url", OrNull(service.Url?.ToString())),
        ("target-audience", OrNull(service.TargetAudience)),
        ("target-scope", OrNull(service.TargetScope)),
        ("privileged", service.IsPrivileged ? "true" : "false"),
        ("access-level", service.IsWildcard ? "wildcard" : "admin"),
        ("users", new HoconArray(Here, [.. service.Users.Select(user => Block(
            ("user-id", user.UserId), ("allowed-services", user.AllowedServices is { } services ? Texts(services) : null)).Node)])));

    /// <summary>A secret of the configuration is masked, and one of a file is named by it.</summary>
    private static (string Key, Value? Value) Of(string key, Secret? secret)
    {
        if (secret?.File is { } file)
            return ($"{key}-file", file);
        return (key, secret is null ? Value.Null : (Value)SecretMask.Mask);
    }

    private static Value Texts(IEnumerable<string> texts) => new HoconArray(Here, [.. texts.Select(text => new HoconScalar(Here, text))]);

    private static Value? Of(TlsServerSettings? tls) => tls is null ? null : Block(
        ("cert-chain-file", tls.Certificate.Chain),
        ("private-key-file", tls.Certificate.PrivateKey),
        ("trust-collection-file", OrNull(tls.Trust)),
        ("client-auth", Block(("type", tls.ClientAuth.ToString().ToLowerInvariant()), ("admin-client", Of(tls.AdminClient)))),
        ("minimum-server-protocol-version", tls.Oldest));

    private static Value? Of(CertificateFiles? files) => files is null ? null : Block(("cert-chain-file", files.Chain), ("private-key-file", files.PrivateKey));
}
