using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2.Admin;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

/// <summary>Clients of a Ledger API whose participant is connected to one synchronizer.</summary>
public abstract class PartyManagementKit : IAsyncLifetime
{
    private LedgerApiBench? _bench;

    private protected LedgerApiBench Bench => _bench ?? throw new InvalidOperationException("The Ledger API has not been started.");

    private protected FakeLedger Ledger { get; } = new(keptMax: 1);

    private protected FakeTime Time { get; } = new();

    private protected PartyManagementService.PartyManagementServiceClient Parties => new(Bench.Channel);

    private protected UserManagementService.UserManagementServiceClient Users => new(Bench.Channel);

    private protected string Participant => Bench.Participant.Uid.ToString();

    public async Task InitializeAsync()
    {
        _bench = await LedgerApiBench.StartAsync(Ledger, time: Time);
        Ledger.Connect(Wire.Synchronizer);
    }

    public async Task DisposeAsync() => await Bench.DisposeAsync();

    private protected Func<AsyncUnaryCall<AllocatePartyResponse>> Allocate(string hint) => () => Parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = hint });

    private protected async Task<string> AllocateAsync(string hint) => (await Allocate(hint)()).PartyDetails.Party;

    private protected async Task<IEnumerable<PartyDetails>> KnownAsync() => (await Parties.ListKnownPartiesAsync(new ListKnownPartiesRequest())).PartyDetails;

    private protected async Task<IEnumerable<Right>> RightsOfAsync(string id) => (await Users.ListUserRightsAsync(new ListUserRightsRequest { UserId = id })).Rights;
}
