namespace Canton.Ha.Actors.Configuration;

/// <summary>One of those who sign tokens: an element of <c>auth-services</c>.</summary>
/// <param name="Type"><c>type</c>: by what their signature is checked.</param>
public sealed record AuthServiceSettings(AuthServiceType Type)
{
    private static readonly (string Name, AuthServiceType Type)[] Types =
    [
        ("unsafe-jwt-hmac-256", AuthServiceType.Hmac256), ("jwt-rs-256-crt", AuthServiceType.Rs256), ("jwt-es-256-crt", AuthServiceType.Es256),
        ("jwt-es-512-crt", AuthServiceType.Es512), ("jwt-jwks", AuthServiceType.Jwks),
    ];

    /// <summary><c>secret</c>: what signer and checker share.</summary>
    public Secret? Secret { get; init; }

    /// <summary><c>certificate</c>: the file with the certificate of the signer.</summary>
    public string? Certificate { get; init; }

    /// <summary><c>url</c>: where the signer publishes its keys.</summary>
    public Uri? Url { get; init; }

    /// <summary><c>target-audience</c>: whom its tokens must be for; null if that is this participant, or if a scope says it.</summary>
    public string? TargetAudience { get; init; }

    /// <summary><c>target-scope</c>: what its tokens must be for; null if that is the Ledger API, or if an audience says it.</summary>
    public string? TargetScope { get; init; }

    /// <summary><c>privileged</c>: each of its tokens has the rights of <see cref="IsWildcard"/>, and is no user's.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary><c>access-level</c>: a privileged token may also act as any party, and not only administer.</summary>
    public bool IsWildcard { get; init; }

    /// <summary><c>users</c>: the only ones whose tokens are believed, each of which may administer; none if everybody's are.</summary>
    public IReadOnlyList<AuthorizedUser> Users { get; init; } = [];

    /// <summary>How the type is written.</summary>
    public string TypeName => Types.First(known => known.Type == Type).Name;

    /// <summary>Null when it has a problem, which is then noted in the block.</summary>
    internal static AuthServiceSettings? From(SettingsBlock service)
    {
        var problems = service.Problems.Count;
        var name = service.OneOf("type", [.. Types.Select(known => known.Name)]);
        var read = new AuthServiceSettings(Types.FirstOrDefault(known => known.Name == name).Type)
        {
            Secret = service.SecretOrNull("secret", Secret.BytesMin),
            Certificate = service.FileOrNull("certificate"),
            Url = UrlIn(service),
            TargetAudience = service.TextOrNull("target-audience"),
            TargetScope = service.TextOrNull("target-scope"),
            IsPrivileged = service.Flag("privileged"),
            IsWildcard = service.OneOf("access-level", "admin", "wildcard") == "wildcard",
            Users = [.. service.Blocks("users", ConfigurationDefaults.BuiltIn.AuthorizedUser).Select(AuthorizedUser.From)],
        };
        if (service.Problems.Count == problems)
            Check(read, service);
        return service.Problems.Count > problems ? null : read;
    }

    private static void Check(AuthServiceSettings read, SettingsBlock service)
    {
        var (needed, isThere) = read.Type switch
        {
            AuthServiceType.Hmac256 => ("secret", read.Secret is not null),
            AuthServiceType.Jwks => ("url", read.Url is not null),
            _ => ("certificate", read.Certificate is not null),
        };
        if (!isThere)
            service.Problems.Add(service.OriginOf(), $"{service.Path}.{needed} is missing; type = {read.TypeName} needs it.");
        if (read is { IsPrivileged: true, TargetAudience: null, TargetScope: null })
            service.Problems.Add(service.OriginOf("privileged"), $"{service.Path}.privileged is true, but nothing says which tokens are meant; set target-audience or target-scope.");
    }

    private static Uri? UrlIn(SettingsBlock service)
    {
        if (service.TextOrNull("url") is not { } text)
            return null;

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.UserInfo.Length == 0
            ? url
            : service.Refuse<Uri>("url", "must begin with https://, or with http:// and this host, without user and password", service.Node.At("url")!);
    }
}

/// <summary>By what the signature of a token is checked.</summary>
public enum AuthServiceType
{
    /// <summary>A shared secret; for tests.</summary>
    Hmac256,

    /// <summary>The RSA key of a certificate, with SHA-256.</summary>
    Rs256,

    /// <summary>The key of a certificate on the curve P-256.</summary>
    Es256,

    /// <summary>The key of a certificate on the curve P-521.</summary>
    Es512,

    /// <summary>Keys that the signer publishes (RFC 7517).</summary>
    Jwks,
}

/// <summary>Somebody whose tokens may administer.</summary>
/// <param name="UserId"><c>user-id</c>: the subject of the token.</param>
/// <param name="AllowedServices"><c>allowed-services</c>: full names of the gRPC services that are allowed; null for all.</param>
public sealed record AuthorizedUser(string UserId, IReadOnlyList<string>? AllowedServices)
{
    internal static AuthorizedUser From(SettingsBlock user) =>
        new(user.Text("user-id"), user.TextsOrNull("allowed-services"));
}
