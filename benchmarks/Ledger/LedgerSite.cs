using Canton.Ha.Actors.Benchmarks.Sequencing;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2.Admin;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Benchmarks.Ledger;

/// <summary>A synchronizer and a participant, each in a process of its own, on one PostgreSQL server.</summary>
internal sealed class LedgerSite : IAsyncDisposable
{
    /// <summary>How long anything may take to become what it should be.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    private const string SynchronizerName = "sync1";
    private const string ParticipantName = "participant1";
    private const int Connections = 4;

    private readonly ReplicaSet _synchronizer;
    private readonly ReplicaSet _participant;
    private readonly int _ledgerPort;
    private GrpcChannel[] _channels = [];

    private LedgerSite(PostgresServer server, ReplicaSet synchronizer, ReplicaSet participant, int ledgerPort, string database)
    {
        (Server, _synchronizer, _participant, _ledgerPort, Database) = (server, synchronizer, participant, ledgerPort, database);
    }

    public PostgresServer Server { get; }

    /// <summary>That of the participant.</summary>
    public string Database { get; }

    /// <summary>Connections to the Ledger API, for callers to share.</summary>
    public IReadOnlyList<GrpcChannel> Channels => _channels;

    public NodeProcess Participant => _participant[ParticipantName];

    /// <summary>What the participant has cost since it was started last.</summary>
    public ProcessorTime Cost { get; private set; } = null!;

    /// <param name="settings">Settings of the server, <c>name=value</c>; servers for tests make do with a quarter of the <c>shared_buffers</c> that a new server has.</param>
    public static async Task<LedgerSite> StartAsync(IEnumerable<string> settings)
    {
        var server = await PostgresServer.StartAsync();
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
            await server.ExecuteAsync("postgres", $"alter system set {setting[0]} = '{setting[^1]}'");
        await server.RestartAsync(StopMode.Fast);
        var (publicPort, ledgerPort) = (PostgresServer.FreePort(), PostgresServer.FreePort());
        var synchronizer = new ReplicaSet(ReplicaSet.Postgres(await server.CreateDatabaseAsync("sync")), SynchronizerName)
        {
            Group = "canton.synchronizers",
            Further = _ => $"public-api.port = {publicPort}",
        };
        var storage = await server.CreateDatabaseAsync("participant");

        // What is measured is how fast it is, and not whether it keeps its lock on a machine that has too much to do.
        var participant = new ReplicaSet(ReplicaSet.Postgres(storage), ParticipantName)
        {
            Further = _ => $$"""replication.profile = patient, ledger-api.port = {{ledgerPort}}, synchronizers.sync1.connections = "http://127.0.0.1:{{publicPort}}" """,
        };
        var site = new LedgerSite(server, synchronizer, participant, ledgerPort, storage.Database);
        await synchronizer.StartAsync();
        await site.StartParticipantAsync();
        return site;
    }

    /// <summary>Starts the participant, and waits until it is active.</summary>
    public async Task StartParticipantAsync()
    {
        Cost = new ProcessorTime((await _participant.StartAsync()).Pid);
        _channels = [.. Enumerable.Range(0, Connections).Select(_ => GrpcChannel.ForAddress($"http://127.0.0.1:{_ledgerPort}", new GrpcChannelOptions { MaxReceiveMessageSize = null }))];
    }

    /// <summary>Ends the participant as if its machine had lost its power.</summary>
    public async Task KillParticipantAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        Participant.Signal(Signals.Kill);
        await Eventually.BecomesTrueAsync("the participant has ended", () => Task.FromResult(Participant.HasExited), Settling);
    }

    /// <summary>A new party of the participant.</summary>
    public async Task<string> AllocateAsync(string hint)
    {
        var parties = new PartyManagementService.PartyManagementServiceClient(_channels[0]);
        AllocatePartyResponse? allocated = null;
        await Eventually.BecomesTrueAsync("the synchronizer takes a party", async () => (allocated = await TryAllocateAsync(parties, hint)) is not null, Settling);
        return allocated!.PartyDetails.Party;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        await _participant.DisposeAsync();
        await _synchronizer.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static async Task<AllocatePartyResponse?> TryAllocateAsync(PartyManagementService.PartyManagementServiceClient parties, string hint)
    {
        try
        {
            return await parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = hint });
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.Unavailable or StatusCode.Aborted)
        {
            return null;
        }
    }
}
