using System.Net;
using System.Net.Sockets;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Health;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Shell.Remote;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell.Remote;

/// <summary>Whatever listens at the address of a node, or does not: one sentence, soon, and exit code 3.</summary>
public sealed class FirstContactSpec
{
    [Fact]
    public async Task Nobody_listens() =>
        (await SentenceAsync(PostgresServer.FreePort())).Should().Match("participant1 cannot be reached at 127.0.0.1:*: connection refused.");

    [Fact]
    public async Task The_host_has_no_such_name() =>
        (await SentenceAsync(5012, "no.such.host.invalid")).Should().Be("participant1 cannot be reached at no.such.host.invalid:5012: there is no host of this name.");

    [Fact]
    public async Task Somebody_listens_and_never_says_a_word()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        (await SentenceAsync(((IPEndPoint)listener.LocalEndpoint).Port)).Should().Match("participant1 cannot be reached at 127.0.0.1:*: no answer within 0.7 s.");
    }

    [Fact]
    public async Task It_is_the_health_server()
    {
        await using var health = await HealthServer.StartAsync(new HttpEndpoint("127.0.0.1", 0), "health", [Board.Of("participant1", Canton.Ha.Actors.Contracts.ReplicaRole.Active).Status], pages: null, CancellationToken.None);
        (await SentenceAsync(health.Port)).Should().Match("participant1 has no Admin API at 127.0.0.1:*: what listens there does not speak gRPC.");
    }

    [Fact]
    public async Task It_is_something_that_talks_first()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var greeting = GreetAsync(listener);
        (await SentenceAsync(((IPEndPoint)listener.LocalEndpoint).Port)).Should().Match("participant1 has no Admin API at 127.0.0.1:*: what listens there does not speak gRPC.");
        await greeting;
    }

    [Fact]
    public async Task It_is_the_Ledger_API()
    {
        await using var server = await FakeAdminServer.StartAsync(new FakeAdmin { ApiName = "ledger-api" });
        (await SentenceAsync(server.Port)).Should().Match("participant1 has no Admin API at 127.0.0.1:*: what listens there is the ledger-api of a node; give the port of its admin-api.");
    }

    [Fact]
    public async Task It_is_some_other_gRPC_server()
    {
        await using var server = await FakeAdminServer.StartAsync(new FakeAdmin { ApiName = null });
        (await SentenceAsync(server.Port)).Should().Match("participant1 has no Admin API at 127.0.0.1:*: what listens there speaks gRPC, but has no ApiInfoService.");
    }

    [Fact]
    public async Task A_node_without_a_name_is_asked_for_it_and_two_of_one_name_are_refused()
    {
        await using var server = await FakeAdminServer.StartAsync(new FakeAdmin());
        var endpoint = ConfigurationLoader.RemoteAt(new RemoteEndpoint("127.0.0.1", server.Port));
        using (var nodes = await RemoteNodes.OpenAsync([], [endpoint], TimeProvider.System, CancellationToken.None))
            nodes.Nodes.Should().ContainSingle().Which.Name.Should().Be("participant1");

        var twice = () => RemoteNodes.OpenAsync([], [endpoint, endpoint], TimeProvider.System, CancellationToken.None);
        (await twice.Should().ThrowAsync<CommandFailedException>()).WithMessage("The node at 127.0.0.1:* calls itself participant1, but so is the one at 127.0.0.1:* called; give only one of them.");
    }

    private static async Task GreetAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("SSH-2.0-OpenSSH_9.2\r\nthis is no HTTP/2 at all, whatever you say\r\n"u8.ToArray());
        await client.GetStream().CopyToAsync(Stream.Null);
    }

    private static async Task<string> SentenceAsync(int port, string host = "127.0.0.1")
    {
        var settings = ConfigurationLoader.RemoteAt(new RemoteEndpoint(host, port));
        using var node = new RemoteNode(settings with { Name = "participant1", Timeouts = settings.Timeouts with { Connect = TimeSpan.FromMilliseconds(700) } }, TimeProvider.System);
        var failure = (await FluentActions.Awaiting(() => node.ReadRosterAsync(CancellationToken.None)).Should().ThrowAsync<CommandFailedException>()).Which;
        failure.Kind.Should().Be(FailureKind.Unreachable);
        return failure.Message;
    }
}
