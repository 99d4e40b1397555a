using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Health;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.LedgerApi;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Shell.Remote;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Contracts.Security;

/// <summary>Each server of a node, and the node's own clients of it.</summary>
public sealed class TlsOfServersSpec : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_console_talks_to_an_Admin_API_that_it_trusts()
    {
        await using var bench = await AdminBench.StartAsync(change: admin => admin with { Endpoint = _certificates.Endpoint() });

        (await RosterAsync(bench, _certificates.Client())).Should().Be("");
        (await RosterAsync(bench, TlsClientSettings.OfSystem)).Should().Match("participant1 has no Admin API at 127.0.0.1:*: what listens there is not what TLS would trust: *");
        (await RosterAsync(bench, null)).Should().Match("participant1 has no Admin API at 127.0.0.1:*: what listens there does not speak gRPC.");
    }

    [Theory]
    [InlineData(ClientAuthentication.Require, false)]
    [InlineData(ClientAuthentication.Optional, true)]
    public async Task A_server_may_want_to_know_its_clients(ClientAuthentication clients, bool withoutCertificate)
    {
        using var strangers = new TestCertificates();
        await using var bench = await AdminBench.StartAsync(change: admin => admin with { Endpoint = _certificates.Endpoint(clients) });

        (await RosterAsync(bench, _certificates.Client(shows: "operator"))).Should().Be("");
        (await RosterAsync(bench, _certificates.Client()) == "").Should().Be(withoutCertificate);
        (await RosterAsync(bench, _certificates.Client() with { Certificate = strangers.Sign("stranger") })).Should().NotBe("");
    }

    [Fact]
    public async Task The_Ledger_API_is_served_and_rehearsed_over_TLS()
    {
        await using var bench = await LedgerApiBench.StartAsync(new FakeLedger(keptMax: 1), api => api with { Endpoint = _certificates.Endpoint(ClientAuthentication.Require) });
        var own = TlsClientSettings.ToOwn(bench.Participant.LedgerApi.Endpoint.Tls!);
        var ledger = new RemoteLedger(new FakeConsoleNode("participant1"), new RemoteEndpoint("localhost", bench.Port), new LedgerDoor(own, Token: null), Timeouts, TimeProvider.System);

        (await ledger.ReadEndAsync(default)).Should().Be(0);

        var access = new LedgerAccess();
        var parts = new LedgerApiParts(bench.Participant, access, LedgerApiBench.ManagementOver(access, new Canton.Ha.Actors.Storage.WriteAccess()), LedgerApiBench.Templates, TimeProvider.System);
        await new LedgerApis(parts).RehearseAsync(default).WaitAsync(Bounds.Start);
    }

    [Fact]
    public async Task Health_is_served_over_TLS()
    {
        await using var server = await HealthServer.StartAsync(_certificates.Endpoint(), "health", [Board.Of("participant1", ReplicaRole.Active).Status], pages: null, default);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = ClientTls.Options(_certificates.Client(), "test") });

        (await http.GetStringAsync(new Uri($"https://127.0.0.1:{server.Port}/health"))).Should().StartWith("participant1 : Ok()");
    }

    [Fact]
    public async Task A_member_talks_to_a_synchronizer_that_it_trusts()
    {
        await using var bench = await SequencerBench.StartAsync(_certificates.Endpoint(ClientAuthentication.Require));

        (await IdentifyAsync(bench, _certificates.Client(shows: "member"))).Should().Be("sync");
        (await IdentifyAsync(bench, TlsClientSettings.OfSystem)).Should().Match("127.0.0.1:* cannot be reached: The remote certificate *");
        (await IdentifyAsync(bench, new TlsClientSettings("/nowhere.pem", null))).Should().Match("127.0.0.1:* cannot be called: sequencer-client.tls.trust-collection-file: /nowhere.pem cannot be read: *");
    }

    private static RemoteTimeouts Timeouts => ConfigurationLoader.RemoteAt(new RemoteEndpoint("127.0.0.1", 1)).Timeouts;

    /// <summary>What a console says; nothing if it was answered.</summary>
    private static async Task<string> RosterAsync(AdminBench bench, TlsClientSettings? tls)
    {
        var settings = ConfigurationLoader.RemoteAt(new RemoteEndpoint("127.0.0.1", bench.Port)) with { Name = "participant1", AdminTls = tls };
        using var node = new RemoteNode(settings, TimeProvider.System);
        try
        {
            await node.ReadRosterAsync(default);
            return "";
        }
        catch (CommandFailedException e)
        {
            return e.Message;
        }
    }

    private static async Task<string> IdentifyAsync(SequencerBench bench, TlsClientSettings tls)
    {
        var connection = Synchronizer.At("da", bench.Serving.Port) with { Endpoints = [new Uri($"https://127.0.0.1:{bench.Serving.Port}")] };
        await using var lines = new SynchronizerLines(new Membership("p", 3), Synchronizer.Client with { Tls = tls }, new FakeLedger(0), NoLogger.Instance, TimeProvider.System);
        try
        {
            return await lines.IdentifyAsync(connection, SynchronizerExpectation.Any, default);
        }
        catch (SequencerLinkException e)
        {
            return e.Message;
        }
    }
}
