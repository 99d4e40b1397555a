using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class TlsSpec
{
    [Fact]
    public async Task The_names_in_a_client_certificate_identify_the_peer()
    {
        using var own = Certificate("localhost");
        using var clients = Certificate("client", "first.example", "second.example");
        await using var server = await StartAsync(own);

        var seen = await CallAsync(server, clients);

        seen.IsPeerAuthenticated.Should().BeTrue();
        seen.PeerIdentityPropertyName.Should().Be("x509_subject_alternative_name");
        seen.PeerIdentity.Select(property => property.Value).Should().Equal("first.example", "second.example");
        seen.FindPropertiesByName("x509_common_name").Single().Value.Should().Be("client");
    }

    [Fact]
    public async Task Without_alternative_names_the_common_name_identifies_the_peer()
    {
        using var own = Certificate("localhost");
        using var clients = Certificate("client");
        await using var server = await StartAsync(own);

        var seen = await CallAsync(server, clients);

        seen.PeerIdentityPropertyName.Should().Be("x509_common_name");
        seen.PeerIdentity.Single().Value.Should().Be("client");
    }

    private static Task<NotesServer> StartAsync(X509Certificate2 own) => NotesServer.StartAsync(
        services => services.AddGrpc(),
        app => app.MapGrpcService<NotesService>(),
        kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = own;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        })));

    private static async Task<AuthContext> CallAsync(NotesServer server, X509Certificate2 certificate)
    {
        var seen = new TaskCompletionSource<AuthContext>();
        server.Script.Say = (note, context) =>
        {
            seen.SetResult(context.AuthContext);
            return Task.FromResult(note);
        };
        var handler = new SocketsHttpHandler();
        handler.SslOptions.ClientCertificates = [certificate];
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.Subject == "CN=localhost";
        using var http = new HttpClient(handler) { BaseAddress = server.Address };
        (await new WireClient(http).CallAsync("Say", new Note())).Status.Should().Be(StatusCode.OK);
        return await seen.Task;
    }

    private static X509Certificate2 Certificate(string name, params string[] alternativeNames)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var alternative in alternativeNames)
            names.AddDnsName(alternative);
        if (alternativeNames.Length > 0)
            request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
