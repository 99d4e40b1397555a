namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>tls</c> block of a client: whom it believes, and what it shows.</summary>
/// <param name="Trust"><c>trust-collection-file</c>: who may have signed the server's certificate, a PEM file; null for whoever the system trusts.</param>
/// <param name="Certificate"><c>client-cert</c>: what it shows to a server that asks; null for nothing.</param>
public sealed record TlsClientSettings(string? Trust, CertificateFiles? Certificate)
{
    /// <summary>It trusts whom the system trusts, and shows nothing.</summary>
    public static readonly TlsClientSettings OfSystem = new(Trust: null, Certificate: null);

    /// <summary>A PEM file whose first certificate is the only one that the server may have, whoever signed it; null where <see cref="Trust"/> decides.</summary>
    public string? Exactly { get; init; }

    /// <summary>For the server's own process.</summary>
    public static TlsClientSettings ToOwn(TlsServerSettings server) => new(Trust: null, server.AdminClient) { Exactly = server.Certificate.Chain };

    /// <summary>A block that says how TLS is spoken, where something else says whether it is.</summary>
    internal static TlsClientSettings From(SettingsBlock tls) =>
        new(tls.FileOrNull("trust-collection-file"), CertificateFiles.From(tls.Block("client-cert"), isWanted: false));

    /// <summary>A block that also says whether TLS is spoken; null where it is not.</summary>
    internal static TlsClientSettings? FromOptional(SettingsBlock tls)
    {
        var settings = From(tls);
        return tls.FlagOrNull("enabled") ?? settings != OfSystem ? settings : null;
    }
}
