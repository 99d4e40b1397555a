using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>An authority of a test, and files with what it has signed.</summary>
internal sealed class TestCertificates : IDisposable
{
    private const int SerialBytes = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-tls-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=Authority of a test", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        File.WriteAllText(Trust, _authority.ExportCertificatePem());
    }

    /// <summary>Whom to trust.</summary>
    public string Trust => At("authority.pem");

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Where a file is.</summary>
    public string At(string file) => Path.Combine(_folder, file);

    /// <summary>Signs a certificate for this host, and writes it over the one of that name.</summary>
    public CertificateFiles Sign(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, Now.AddHours(-1), Now.AddHours(1), RandomNumberGenerator.GetBytes(SerialBytes));
        var files = new CertificateFiles(At($"{name}.pem"), At($"{name}.key"));
        File.WriteAllText(files.Chain, signed.ExportCertificatePem());
        File.WriteAllText(files.PrivateKey, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    /// <summary>A server of this host.</summary>
    public TlsServerSettings Server(ClientAuthentication clients = ClientAuthentication.None) =>
        new(Sign("server"), Trust, clients, clients == ClientAuthentication.None ? null : Sign("admin"), "TLSv1.2");

    /// <summary>A port of this host that the system chooses, with TLS.</summary>
    public HttpEndpoint Endpoint(ClientAuthentication clients = ClientAuthentication.None) => new("127.0.0.1", 0) { Tls = Server(clients) };

    /// <summary>A client that trusts this authority.</summary>
    public TlsClientSettings Client(string? shows = null) => new(Trust, shows is null ? null : Sign(shows));

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
