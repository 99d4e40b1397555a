using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.LedgerApi;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Ledger.Management;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A real Ledger API on a real port over whatever ledger a test has, in a term that the test ends.</summary>
internal sealed class LedgerApiBench : IAsyncDisposable
{
    private readonly FakeTerm _term;
    private readonly WritingTerm _writing;
    private readonly IServingLedgerApi _serving;

    private LedgerApiBench(IServingLedgerApi serving, LedgerApiParts parts, FakeTerm term, WritingTerm writing, SaidLines log)
    {
        (_serving, Parts, _term, _writing, Log) = (serving, parts, term, writing, log);
        var participant = parts.Participant;
        Address = new Uri($"{(participant.LedgerApi.Endpoint.Tls is null ? "http" : "https")}://127.0.0.1:{serving.Port}");
        Channel = GrpcChannel.ForAddress(Address);
    }

    /// <summary>The settings of a participant that keeps nothing.</summary>
    public static ParticipantSettings Default { get; } = ConfigurationFiles.Of("canton.participants.participant1.storage.type = memory").Load().Participants[0];

    public ParticipantSettings Participant => Parts.Participant;

    public LedgerApiParts Parts { get; }

    /// <summary>What only the operator learns.</summary>
    public SaidLines Log { get; }

    public Uri Address { get; }

    public int Port => _serving.Port;

    public GrpcChannel Channel { get; }

    public static TemplateCatalogue Templates { get; } = new([new Iou()], knowsOnlyRegistered: false);

    public static async Task<LedgerApiBench> StartAsync(ILedger ledger, Func<LedgerApiSettings, LedgerApiSettings>? change = null, TimeProvider? time = null)
    {
        var participant = Default with { LedgerApi = change?.Invoke(Default.LedgerApi) ?? Default.LedgerApi };
        var access = new LedgerAccess();
        access.Open(ledger);
        var writing = await WritingTerm.BeginAsync(ManagementPlace.Memory());
        var log = new SaidLines();
        var parts = new LedgerApiParts(participant, access, ManagementOver(access, writing.Access), Templates, time ?? TimeProvider.System)
        {
            Log = () => log,
            Tokens = Tokens.For(participant.LedgerApi.Auth, participant.Uid.ToString(), "ledger-api", () => log, time ?? TimeProvider.System),
        };
        var apis = new LedgerApis(parts);
        var term = new FakeTerm(7, new SessionId(1, 1), TimeProvider.System);
        return new LedgerApiBench(await apis.OpenAsync(term.Term, log, CancellationToken.None), parts, term, writing, log);
    }

    /// <summary>Users and parties in memory.</summary>
    public static ManagementStores ManagementOver(LedgerAccess ledger, WriteAccess access) =>
        ManagementStores.InMemory(new MemoryManagement(Default.Uid.ToString(), () => ledger.Current.Reads, access));

    /// <summary>The term ends without a word.</summary>
    public void Lose() => _term.Lose();

    /// <summary>The replica hands over.</summary>
    public Task DrainAsync(TimeSpan limit) => _serving.DrainAsync(limit);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _serving.DisposeAsync();
        await _writing.DisposeAsync();
    }
}
