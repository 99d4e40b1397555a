using System.Security.Authentication;

namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>tls</c> block of a server: what it shows to clients, and what it asks of them.</summary>
/// <param name="Certificate"><c>cert-chain-file</c> and <c>private-key-file</c>: who it is.</param>
/// <param name="Trust"><c>trust-collection-file</c>: whose certificates its clients may have, a PEM file; null for whoever the system trusts.</param>
/// <param name="ClientAuth"><c>client-auth.type</c>: whether clients need a certificate.</param>
/// <param name="AdminClient"><c>client-auth.admin-client</c>: what the node itself shows where it is its own client; null for nothing.</param>
/// <param name="Oldest"><c>minimum-server-protocol-version</c>: <c>TLSv1.2</c> or <c>TLSv1.3</c>.</param>
public sealed record TlsServerSettings(
    CertificateFiles Certificate, string? Trust, ClientAuthentication ClientAuth, CertificateFiles? AdminClient, string Oldest)
{
    private const string Version12 = "TLSv1.2";
    private const string Version13 = "TLSv1.3";

    /// <summary>Which versions of the protocol it speaks.</summary>
    public SslProtocols Protocols => Oldest == Version13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Null where nothing asks for TLS.</summary>
    internal static TlsServerSettings? From(SettingsBlock tls)
    {
        var trust = tls.FileOrNull("trust-collection-file");
        var auth = tls.Block("client-auth").OneOf("type", "none", "optional", "require") switch
        {
            "require" => ClientAuthentication.Require,
            "optional" => ClientAuthentication.Optional,
            _ => ClientAuthentication.None,
        };
        var admin = CertificateFiles.From(tls.Block("client-auth", "admin-client"), isWanted: false);
        var oldest = tls.OneOf("minimum-server-protocol-version", Version12, Version13);
        var isWanted = trust is not null || auth != ClientAuthentication.None || admin is not null;
        return CertificateFiles.From(tls, isWanted) is { } certificate ? new TlsServerSettings(certificate, trust, auth, admin, oldest) : null;
    }
}

/// <summary>Whether clients of a server need a certificate.</summary>
public enum ClientAuthentication
{
    /// <summary>They are not asked for one.</summary>
    None,

    /// <summary>They may have none, but one that they have must be trusted.</summary>
    Optional,

    /// <summary>They need one that is trusted.</summary>
    Require,
}

/// <summary>A certificate, those between it and its root, and its private key, as PEM files.</summary>
/// <param name="Chain"><c>cert-chain-file</c>: the certificate, and after it those up to its root.</param>
/// <param name="PrivateKey"><c>private-key-file</c>: its private key, without a passphrase.</param>
public sealed record CertificateFiles(string Chain, string PrivateKey)
{
    /// <summary>Null where neither file is named.</summary>
    internal static CertificateFiles? From(SettingsBlock block, bool isWanted)
    {
        var (chain, key) = (block.FileOrNull("cert-chain-file"), block.FileOrNull("private-key-file"));
        if (chain is null && key is null && !isWanted)
            return null;

        chain ??= block.Text("cert-chain-file");
        key ??= block.Text("private-key-file");
        return new CertificateFiles(chain, key);
    }
}
