using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Canton.Ha.Actors.Contracts.Security;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Contracts.Security;

public class PemFilesSpec
{
    [Fact]
    public void A_certificate_sends_nobody_anywhere_for_who_has_signed_it()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var trusted = Request("trusted", key).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using var unknown = Authority(key);
        var request = Request("client", key);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: null, [$"http://{elsewhere.LocalEndpoint}/ca.crt"]));
        using var shown = request.Create(unknown, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(50), [1]);
        using var chain = new X509Chain { ChainPolicy = PemFiles.Policy([trusted]) };
        chain.ChainPolicy.UrlRetrievalTimeout = TimeSpan.FromSeconds(1);

        chain.Build(shown).Should().BeFalse();
        elsewhere.Pending().Should().BeFalse();
    }

    private static CertificateRequest Request(string name, ECDsa key) => new($"CN={name}", key, HashAlgorithmName.SHA256);

    private static X509Certificate2 Authority(ECDsa key)
    {
        var request = Request("unknown", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
