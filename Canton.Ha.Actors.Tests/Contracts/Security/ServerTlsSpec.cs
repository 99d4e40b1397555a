using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Tests.Support;
using Com.Digitalasset.Canton.Connection.V30;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Canton.Ha.Actors.Tests.Contracts.Security;

public sealed class ServerTlsSpec : IDisposable
{
    private const string Key = "canton.participants.p1.admin-api";

    private readonly TestCertificates _certificates = new();
    private readonly FakeTime _time = new();
    private readonly SaidLines _log = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task New_connections_get_the_new_certificate_and_those_that_are_open_go_on()
    {
        await using var server = await StartAsync(_certificates.Endpoint());
        await using var open = await ConnectAsync(server.Port);
        var before = open.RemoteCertificate!.GetCertHashString();

        _certificates.Sign("server");
        (await ShownAsync(server.Port)).Should().Be(before, "it has just looked");
        _time.Advance(TimeSpan.FromSeconds(1));

        (await ShownAsync(server.Port)).Should().NotBe(before);
        (open.RemoteCertificate!.GetCertHashString(), open.CanWrite).Should().Be((before, true));
        _log.Lines.Should().ContainSingle().Which.Should().StartWith($"Info: {Key}.tls: new connections get the certificate CN=server, valid until 20");
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_is_said_once_and_the_one_of_before_is_used_on()
    {
        var endpoint = _certificates.Endpoint();
        await using var server = await StartAsync(endpoint);
        var before = await ShownAsync(server.Port);

        await File.WriteAllTextAsync(endpoint.Tls!.Certificate.Chain, "half a cert");
        for (var i = 0; i < 2; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            (await ShownAsync(server.Port)).Should().Be(before);
        }

        _log.Lines.Should().Equal(
            $"Warning: {Key}.tls.cert-chain-file: {endpoint.Tls.Certificate.Chain} has no certificate; it must have one in PEM form, beginning with -----BEGIN CERTIFICATE-----. The certificate of before is used on.");
        _certificates.Sign("server");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await ShownAsync(server.Port)).Should().NotBe(before);
    }

    [Fact]
    public async Task An_oldest_version_is_kept_to()
    {
        var endpoint = _certificates.Endpoint();
        await using var server = await StartAsync(endpoint with { Tls = endpoint.Tls! with { Oldest = "TLSv1.3" } });

        await FluentActions.Awaiting(() => ConnectAsync(server.Port, SslProtocols.Tls12)).Should().ThrowAsync<Exception>();
        (await ConnectAsync(server.Port)).SslProtocol.Should().Be(SslProtocols.Tls13);
    }

    [Theory]
    [InlineData("server.pem", null, "canton.participants.p1.admin-api.tls.cert-chain-file: * cannot be read: *")]
    [InlineData("server.pem", "nothing", "canton.participants.p1.admin-api.tls.cert-chain-file: * has no certificate; it must have one in PEM form, *")]
    [InlineData("server.pem", "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----", "canton.participants.p1.admin-api.tls.cert-chain-file: * has a certificate that cannot be read: *")]
    [InlineData("server.key", null, "canton.participants.p1.admin-api.tls.private-key-file: * cannot be read: *")]
    [InlineData("server.key", "nothing", "canton.participants.p1.admin-api.tls.private-key-file: * has no private key in PEM form that belongs to the first certificate in *.")]
    [InlineData("server.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMA==\n-----END ENCRYPTED PRIVATE KEY-----", "canton.participants.p1.admin-api.tls.private-key-file: the key in * has a passphrase; it must be without one.")]
    [InlineData("authority.pem", "nothing", "canton.participants.p1.admin-api.tls.trust-collection-file: * has no certificate; *")]
    public void A_file_that_cannot_be_used_keeps_the_node_from_starting(string file, string? text, string problem)
    {
        var endpoint = _certificates.Endpoint();
        if (text is null)
            File.Delete(_certificates.At(file));
        else
            File.WriteAllText(_certificates.At(file), text);

        FluentActions.Invoking(() => Tls(endpoint)).Should().Throw<ConfigurationRefusedException>().WithMessage(problem);
    }

    [Fact]
    public void A_key_of_another_certificate_keeps_the_node_from_starting()
    {
        var endpoint = _certificates.Endpoint();
        File.Copy(_certificates.Sign("other").PrivateKey, endpoint.Tls!.Certificate.PrivateKey, overwrite: true);

        FluentActions.Invoking(() => Tls(endpoint)).Should().Throw<ConfigurationRefusedException>().WithMessage("*private-key-file: * has no private key in PEM form that belongs to the first certificate in *.");
    }

    private ServerTls? Tls(HttpEndpoint endpoint) => ServerTls.For(endpoint, Key, () => _log, _time);

    private Task<GrpcServer> StartAsync(HttpEndpoint endpoint)
    {
        var services = new ServiceSet.Builder().With<ApiInfoApi>(ApiInfoReflection.Descriptor).Build();
        var tls = Tls(endpoint)!;
        return GrpcServer.StartAsync(new GrpcPort(endpoint, Key, 1024, _ => { }) { Secure = tls.Secure }, services, made => made.AddSingleton(ApiName.Admin), default);
    }

    private async Task<string> ShownAsync(int port)
    {
        await using var connection = await ConnectAsync(port);
        return connection.RemoteCertificate!.GetCertHashString();
    }

    private async Task<SslStream> ConnectAsync(int port, SslProtocols? versions = null)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var stream = new SslStream(client.GetStream());
        var options = ClientTls.Options(_certificates.Client(), "test");
        options.TargetHost = "localhost";
        options.EnabledSslProtocols = versions ?? options.EnabledSslProtocols;
        options.ApplicationProtocols = [SslApplicationProtocol.Http2];
        await stream.AuthenticateAsClientAsync(options);
        return stream;
    }
}
