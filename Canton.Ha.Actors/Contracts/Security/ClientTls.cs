using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>How this node speaks TLS where it is the client. Files are read anew for each client, so that it has what is there when it begins.</summary>
internal static class ClientTls
{
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>What a connection needs to know.</summary>
    /// <param name="settings">Whom it believes, and what it shows.</param>
    /// <param name="key">Their configuration key.</param>
    /// <exception cref="ConfigurationRefusedException">A file cannot be used.</exception>
    public static SslClientAuthenticationOptions Options(TlsClientSettings settings, string key)
    {
        if (settings.Exactly is { } file)
            return Exactly(PemFiles.Certificates(file, $"{key}.cert-chain-file")[0], settings.Certificate, key);

        var trusted = settings.Trust is { } trust ? PemFiles.Certificates(trust, $"{key}.trust-collection-file") : null;
        return new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = Protocols,
            CertificateChainPolicy = PemFiles.Policy(trusted),
            ClientCertificateContext = settings.Certificate is { } own ? PemFiles.Identity(own, $"{key}.client-cert") : null,
        };
    }

    /// <summary>For a server that is known by its certificate, whoever signed that and whatever names are in it.</summary>
    public static SslClientAuthenticationOptions Exactly(X509Certificate2 certificate) => Exactly(certificate, own: null, key: "");

    private static SslClientAuthenticationOptions Exactly(X509Certificate2 certificate, CertificateFiles? own, string key) => new()
    {
        EnabledSslProtocols = Protocols,
        RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && certificate.RawDataMemory.Span.SequenceEqual(shown.GetRawCertData()),
        ClientCertificateContext = own is null ? null : PemFiles.Identity(own, $"{key}.client-auth.admin-client"),
    };
}
