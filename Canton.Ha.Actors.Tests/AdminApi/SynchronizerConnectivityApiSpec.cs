using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Com.Digitalasset.Canton.Admin.Sequencer.V30;
using FluentAssertions;
using FluentAssertions.Extensions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static Com.Digitalasset.Canton.Admin.Participant.V30.SynchronizerConnectivityService;
using Handshake = Com.Digitalasset.Canton.Admin.Participant.V30.RegisterSynchronizerRequest.Types.SynchronizerConnection;

namespace Canton.Ha.Actors.Tests.AdminApi;

public sealed class SynchronizerConnectivityApiSpec : IAsyncLifetime
{
    private AdminBench _bench = null!;
    private SynchronizerConnectivityServiceClient _client = null!;

    public async Task InitializeAsync()
    {
        _bench = await AdminBench.StartAsync();
        _client = new SynchronizerConnectivityServiceClient(_bench.Channel);
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task What_is_asked_reaches_the_registry_and_its_answer_the_client()
    {
        Open();
        _bench.Answer = question => question is SynchronizerProtocol.Connect or SynchronizerProtocol.Reconnect ? new SynchronizerProtocol.Attempted(IsConnected: true) : SynchronizerProtocol.Done.Instance;
        var settings = Synchronizer.At("da", 1, 2) with { ManualConnect = true, Priority = 3, InitialRetryDelay = 1.Seconds(), MaxRetryDelay = 1.Minutes() };

        (await _client.ConnectSynchronizerAsync(new ConnectSynchronizerRequest { Config = Config(id: "da::1") })).ConnectedSuccessfully.Should().BeTrue();
        await _client.RegisterSynchronizerAsync(new RegisterSynchronizerRequest { Config = Config(), SynchronizerConnection = Handshake.Handshake });
        await _client.RegisterSynchronizerAsync(new RegisterSynchronizerRequest { Config = Config(), SynchronizerConnection = Handshake.None });
        await _client.ModifySynchronizerAsync(new ModifySynchronizerRequest { NewConfig = Config(), PhysicalSynchronizerId = "da::2" });
        (await _client.ReconnectSynchronizerAsync(new ReconnectSynchronizerRequest { SynchronizerAlias = "da", Retry = true })).ConnectedSuccessfully.Should().BeTrue();
        await _client.ReconnectSynchronizersAsync(new ReconnectSynchronizersRequest { IgnoreFailures = true });
        await _client.DisconnectSynchronizerAsync(new DisconnectSynchronizerRequest { SynchronizerAlias = "da" });
        await _client.DisconnectAllSynchronizersAsync(new DisconnectAllSynchronizersRequest());

        _bench.Asked.Should().Equal(
            new SynchronizerProtocol.Connect(settings, "da::1"),
            new SynchronizerProtocol.Register(settings, Id: null, Handshake: true),
            new SynchronizerProtocol.Register(settings, Id: null, Handshake: false),
            new SynchronizerProtocol.Modify(settings, "da::2"),
            new SynchronizerProtocol.Reconnect("da", Retry: true),
            new SynchronizerProtocol.ReconnectAll(IgnoreFailures: true),
            new SynchronizerProtocol.Disconnect("da"),
            SynchronizerProtocol.DisconnectAll.Instance);
    }

    [Fact]
    public async Task A_refusal_has_the_id_and_status_of_the_reference()
    {
        Open();
        _bench.Answer = question => new SynchronizerProtocol.Refused(question is SynchronizerProtocol.Register ? SynchronizerErrors.Exists("da") : SynchronizerErrors.Unknown("da", []));

        (await RefusedAsync(() => _client.RegisterSynchronizerAsync(new RegisterSynchronizerRequest { Config = Config(), SynchronizerConnection = Handshake.None }).ResponseAsync))
            .Should().Be((StatusCode.AlreadyExists, "SYNCHRONIZER_REGISTRATION"));
        (await RefusedAsync(() => _client.DisconnectSynchronizerAsync(new DisconnectSynchronizerRequest { SynchronizerAlias = "da" }).ResponseAsync))
            .Should().Be((StatusCode.NotFound, "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER"));
    }

    [Fact]
    public async Task A_passive_replica_names_the_active_one_and_has_no_connection()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive, replica: "participant2");
        var passive = new SynchronizerConnectivityServiceClient(bench.Channel);

        var refused = await GrpcFailure.OfAsync(() => passive.ReconnectSynchronizersAsync(new ReconnectSynchronizersRequest()).ResponseAsync);

        refused.Code.Should().Be(StatusCode.Unavailable);
        refused.Info.Reason.Should().Be("SYNC_SERVICE_PASSIVE_REPLICA");
        refused.Info.Metadata.Should().Contain("active_replica", "participant1").And.Contain("active_admin_address", "127.0.0.1:5012");
        (await RefusedAsync(() => passive.ListRegisteredSynchronizersAsync(new ListRegisteredSynchronizersRequest()).ResponseAsync)).Id.Should().Be("SYNC_SERVICE_PASSIVE_REPLICA");
        (await passive.ListConnectedSynchronizersAsync(new ListConnectedSynchronizersRequest())).ConnectedSynchronizers.Should().BeEmpty();
    }

    [Fact]
    public async Task Lists_and_the_status_show_what_is_registered_and_what_is_connected()
    {
        Open(
            new SynchronizerStatus(new RegisteredSynchronizer(Synchronizer.At("da", 1), IsWanted: true, "da::1"), IsOpen: true, IsConnected: true, Why: null),
            new SynchronizerStatus(new RegisteredSynchronizer(Synchronizer.At("db", 2), IsWanted: true, "db::1"), IsOpen: true, IsConnected: false, Why: "nobody there"),
            new SynchronizerStatus(new RegisteredSynchronizer(Synchronizer.At("dc", 3), IsWanted: false, Id: null), IsOpen: false, IsConnected: false, Why: null));

        (await _client.ListConnectedSynchronizersAsync(new ListConnectedSynchronizersRequest())).ConnectedSynchronizers
            .Select(found => (found.SynchronizerAlias, found.SynchronizerId, found.Healthy)).Should().Equal(("da", "da::1", true), ("db", "db::1", false));
        (await _client.ListRegisteredSynchronizersAsync(new ListRegisteredSynchronizersRequest())).Results
            .Select(found => (found.Config.SynchronizerAlias, found.Connected, found.Config.SequencerConnections.SequencerConnections_[0].Grpc.Connections[0]))
            .Should().Equal(("da", true, "http://127.0.0.1:1"), ("db", false, "http://127.0.0.1:2"), ("dc", false, "http://127.0.0.1:3"));
        (await _client.GetSynchronizerIdAsync(new GetSynchronizerIdRequest { SynchronizerAlias = "db" })).SynchronizerId.Should().Be("db::1");
        var status = await new ParticipantStatusService.ParticipantStatusServiceClient(_bench.Channel).ParticipantStatusAsync(new ParticipantStatusRequest());
        status.Status.ConnectedSynchronizers.Select(found => (found.PhysicalSynchronizerId, found.Health)).Should().Equal(
            ("da::1", ConnectedSynchronizer.Types.Health.Healthy), ("db::1", ConnectedSynchronizer.Types.Health.Unhealthy));
    }

    [Fact]
    public async Task What_is_malformed_is_refused_before_anybody_is_asked()
    {
        Open();
        var unspecified = new RegisterSynchronizerRequest { Config = Config() };
        (await RefusedAsync(() => _client.RegisterSynchronizerAsync(unspecified).ResponseAsync)).Should().Be((StatusCode.InvalidArgument, "PROTO_DESERIALIZATION_FAILURE"));
        (await ConnectRefusedAsync(config => config.SynchronizerAlias = "")).Should().Be("MISSING_FIELD");
        (await ConnectRefusedAsync(config => config.SynchronizerAlias = "a b")).Should().Be("INVALID_FIELD");
        (await ConnectRefusedAsync(config => config.SequencerConnections = null)).Should().Be("MISSING_FIELD");
        (await ConnectRefusedAsync(config => config.SequencerConnections.SequencerConnections_[0].Grpc.Connections[0] = "ftp://there")).Should().Be("INVALID_FIELD");
        (await ConnectRefusedAsync(config => config.SequencerConnections.SequencerConnections_[0].Grpc.TransportSecurity = true)).Should().Be("INVALID_FIELD");
        (await ConnectRefusedAsync(config => config.MaxRetryDelay = new Duration { Seconds = -1 })).Should().Be("INVALID_FIELD");

        _bench.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task What_the_reference_has_for_its_own_keys_and_upgrades_is_unimplemented()
    {
        Open();
        (await GrpcFailure.OfAsync(() => _client.LogoutAsync(new LogoutRequest()).ResponseAsync)).Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(() => _client.PerformManualLsuAsync(new PerformManualLsuRequest()).ResponseAsync)).Code.Should().Be(StatusCode.Unimplemented);
    }

    private static SynchronizerConnectionConfig Config(string id = "") => new()
    {
        SynchronizerAlias = "da",
        SequencerConnections = new SequencerConnections
        {
            SequencerConnections_ =
            {
                new SequencerConnection { Grpc = new SequencerConnection.Types.Grpc { Connections = { "http://127.0.0.1:1" } } },
                new SequencerConnection { Grpc = new SequencerConnection.Types.Grpc { Connections = { "127.0.0.1:2" } } },
            },
        },
        ManualConnect = true,
        PhysicalSynchronizerId = id,
        Priority = 3,
        InitialRetryDelay = Duration.FromTimeSpan(1.Seconds()),
        MaxRetryDelay = Duration.FromTimeSpan(1.Minutes()),
    };

    private void Open(params SynchronizerStatus[] known)
    {
        var term = new TermSynchronizers(new FakeLines());
        term.Begin(_bench.Actor);
        term.Show(known);
        _bench.Node.Synchronizers!.Open(term);
    }

    private async Task<string> ConnectRefusedAsync(Action<SynchronizerConnectionConfig> spoil)
    {
        var request = new ConnectSynchronizerRequest { Config = Config() };
        spoil(request.Config);
        return (await RefusedAsync(() => _client.ConnectSynchronizerAsync(request).ResponseAsync)).Id;
    }

    private static async Task<(StatusCode Code, string Id)> RefusedAsync(Func<Task> call)
    {
        var refused = await GrpcFailure.OfAsync(call);
        return (refused.Code, refused.Info.Reason);
    }
}
