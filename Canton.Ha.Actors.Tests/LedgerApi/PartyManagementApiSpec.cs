using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using Com.Daml.Ledger.Api.V2.Admin;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class PartyManagementApiSpec : IAsyncLifetime
{
    private const string Second = "sync2::1220dd";

    private readonly FakeLedger _ledger = new(keptMax: 1);
    private readonly FakeTime _time = new();
    private LedgerApiBench _bench = null!;
    private PartyManagementService.PartyManagementServiceClient _parties = null!;
    private UserManagementService.UserManagementServiceClient _users = null!;

    private string Participant => _bench.Participant.Uid.ToString();

    public async Task InitializeAsync()
    {
        _bench = await LedgerApiBench.StartAsync(_ledger, time: _time);
        _parties = new PartyManagementService.PartyManagementServiceClient(_bench.Channel);
        _users = new UserManagementService.UserManagementServiceClient(_bench.Channel);
        _ledger.Connect(Wire.Synchronizer);
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task The_participant_says_its_id() =>
        (await _parties.GetParticipantIdAsync(new GetParticipantIdRequest())).ParticipantId.Should().MatchRegex("^participant1::1220[0-9a-f]{64}$").And.Be(Participant);

    [Fact]
    public async Task A_party_is_allocated_in_the_namespace_of_the_participant_and_then_known()
    {
        var request = new AllocatePartyRequest { PartyIdHint = "alice", LocalMetadata = new ObjectMeta { Annotations = { ["team"] = "blue" } } };
        var allocated = (await _parties.AllocatePartyAsync(request)).PartyDetails;

        allocated.Should().Be(new PartyDetails
        {
            Party = _bench.Participant.Uid.Qualify("alice"),
            IsLocal = true,
            LocalMetadata = new ObjectMeta { ResourceVersion = "0", Annotations = { ["team"] = "blue" } },
        });
        (await KnownAsync()).Should().Equal(allocated);
        _ledger.Allocated.Should().Equal((Wire.Synchronizer, new HostedParty(allocated.Party, Participant, ParticipantPermission.Submission)));
    }

    [Fact]
    public async Task A_party_without_a_hint_gets_a_name_of_its_own()
    {
        var names = new[] { await AllocateAsync(""), await AllocateAsync("") };

        names.Should().OnlyHaveUniqueItems().And.AllSatisfy(name => name.Should().MatchRegex("^party-[0-9a-f-]{36}::1220[0-9a-f]{64}$"));
    }

    public static TheoryData<AllocatePartyRequest, string> WrongRequests => new()
    {
        { new AllocatePartyRequest { PartyIdHint = "al.ice", SynchronizerId = "!" }, "INVALID_ARGUMENT" },
        { new AllocatePartyRequest { PartyIdHint = "al::ice" }, "INVALID_ARGUMENT" },
        { new AllocatePartyRequest { PartyIdHint = new string('a', 186) }, "INVALID_ARGUMENT" },
        { new AllocatePartyRequest { LocalMetadata = new ObjectMeta { ResourceVersion = "1" } }, "INVALID_ARGUMENT" },
        { new AllocatePartyRequest { LocalMetadata = new ObjectMeta { Annotations = { ["key"] = "" } } }, "INVALID_ARGUMENT" },
        { new AllocatePartyRequest { IdentityProviderId = "somebody" }, "INVALID_ARGUMENT" },
        { new AllocatePartyRequest { SynchronizerId = "sync" }, "INVALID_FIELD" },
        { new AllocatePartyRequest { UserId = "no body" }, "INVALID_FIELD" },
    };

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public async Task A_malformed_allocation_is_refused(AllocatePartyRequest request, string reason)
    {
        (await RefusalAsync(() => _parties.AllocatePartyAsync(request))).Should().Be($"InvalidArgument {reason}");

        _ledger.Allocated.Should().BeEmpty();
    }

    [Fact]
    public async Task A_hint_may_be_as_long_as_a_party_can_be() =>
        (await AllocateAsync(new string('a', 185))).Should().HaveLength(255);

    [Fact]
    public async Task The_synchronizer_may_be_left_out_while_there_is_exactly_one()
    {
        _ledger.Connect(Second);
        (await RefusalAsync(Allocate("alice"))).Should().Be("FailedPrecondition PARTY_ALLOCATION_CANNOT_DETERMINE_SYNCHRONIZER");
        await _parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", SynchronizerId = Second });
        _ledger.Allocated.Should().ContainSingle().Which.Synchronizer.Should().Be(Second);

        _ledger.Connected = [];
        (await RefusalAsync(Allocate("bob"))).Should().Be("FailedPrecondition PARTY_ALLOCATION_WITHOUT_CONNECTED_SYNCHRONIZER");
        (await RefusalAsync(() => _parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "bob", SynchronizerId = Second })))
            .Should().Be("FailedPrecondition NOT_CONNECTED_TO_SYNCHRONIZER");
    }

    [Fact]
    public async Task A_party_is_allocated_once_on_a_synchronizer_and_keeps_its_annotations_on_the_next()
    {
        await _parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", LocalMetadata = new ObjectMeta { Annotations = { ["team"] = "blue" } } });

        (await RefusalAsync(Allocate("alice"))).Should().Be("InvalidArgument INVALID_ARGUMENT");

        _ledger.Connect(Second);
        var again = await _parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", SynchronizerId = Second });
        again.PartyDetails.LocalMetadata.Annotations.Should().Contain("team", "blue");
        (await KnownAsync()).Should().Equal(again.PartyDetails);
    }

    [Fact]
    public async Task Of_two_who_allocate_the_same_party_at_the_same_time_one_is_sent_away()
    {
        var (begun, sequenced) = (new TaskCompletionSource(), new TaskCompletionSource());
        _ledger.Allocation = (synchronizer, parties, _) =>
        {
            begun.SetResult();
            return sequenced.Task.ContinueWith(_ => _ledger.HostAsync(synchronizer, parties), TaskScheduler.Default).Unwrap();
        };
        var first = AllocateAsync("alice");
        await begun.Task.WaitAsync(Bounds.Takeover);

        (await RefusalAsync(Allocate("alice"))).Should().Be("Aborted REQUEST_ALREADY_IN_FLIGHT");

        sequenced.SetResult();
        (await first).Should().StartWith("alice::");
    }

    [Fact]
    public async Task An_allocation_that_is_not_seen_in_time_may_be_tried_again()
    {
        var begun = new TaskCompletionSource();
        _ledger.Allocation = async (_, _, cancellation) =>
        {
            begun.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        var first = AllocateAsync("alice");
        await begun.Task.WaitAsync(Bounds.Takeover);

        _time.Advance(LedgerLimits.AllocationWait);

        var failure = await GrpcFailure.OfAsync(() => first);
        (failure.Code, failure.Info.Reason).Should().Be((StatusCode.DeadlineExceeded, "REQUEST_TIME_OUT"));
        (await KnownAsync()).Should().BeEmpty();
        _ledger.Allocation = _ledger.HostAsync;
        await AllocateAsync("alice");
    }

    [Fact]
    public async Task A_user_can_act_as_the_party_that_was_allocated_for_it()
    {
        await _users.CreateUserAsync(new CreateUserRequest { User = new User { Id = "alice" } });

        var party = (await _parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", UserId = "alice" })).PartyDetails.Party;

        (await RightsOfAsync("alice")).Should().Equal(new Right { CanActAs = new Right.Types.CanActAs { Party = party } });
    }

    [Fact]
    public async Task Nothing_is_allocated_for_a_user_whom_nobody_knows()
    {
        (await RefusalAsync(() => _parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", UserId = "alice" }))).Should().Be("NotFound USER_NOT_FOUND");

        _ledger.Allocated.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_gets_no_answer_finds_either_all_of_it_or_no_party()
    {
        await _users.CreateUserAsync(new CreateUserRequest { User = new User { Id = "alice" } });
        var request = new AllocatePartyRequest { PartyIdHint = "alice", UserId = "alice", LocalMetadata = new ObjectMeta { Annotations = { ["team"] = "blue" } } };
        _ledger.Allocation = (_, _, _) => Task.FromException(new OperationCanceledException());
        await GrpcFailure.OfAsync(async () => await _parties.AllocatePartyAsync(request));
        (await KnownAsync()).Should().BeEmpty();

        _ledger.Allocation = async (synchronizer, parties, _) =>
        {
            await _ledger.HostAsync(synchronizer, parties, default);
            throw new OperationCanceledException();
        };
        await GrpcFailure.OfAsync(async () => await _parties.AllocatePartyAsync(request));

        (await RefusalAsync(() => _parties.AllocatePartyAsync(request))).Should().Be("InvalidArgument INVALID_ARGUMENT");
        (await KnownAsync()).Should().ContainSingle().Which.LocalMetadata.Annotations.Should().Contain("team", "blue");
        (await RightsOfAsync("alice")).Should().ContainSingle();
    }

    [Fact]
    public async Task Parties_of_other_participants_are_known_and_not_local()
    {
        var alice = await AllocateAsync("alice");
        await _ledger.HostAsync(Wire.Synchronizer, [new HostedParty("bob::1220bb", "other::1220bb", ParticipantPermission.Submission)], default);

        var found = (await _parties.GetPartiesAsync(new GetPartiesRequest { Parties = { "nobody::1220bb", "bob::1220bb", alice, alice } })).PartyDetails;

        found.Select(party => (party.Party, party.IsLocal)).Should().BeEquivalentTo([(alice, true), ("bob::1220bb", false)]);
        found.Should().AllSatisfy(party => party.LocalMetadata.ResourceVersion.Should().Be("0"));
        (await RefusalAsync(() => _parties.GetPartiesAsync(new GetPartiesRequest { Parties = { alice, "!" } }))).Should().Be("InvalidArgument INVALID_ARGUMENT");
        (await RefusalAsync(() => _parties.GetPartiesAsync(new GetPartiesRequest { IdentityProviderId = "somebody" }))).Should().Be("InvalidArgument INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Known_parties_are_listed_page_by_page_in_order_and_by_their_beginning()
    {
        foreach (var hint in new[] { "bob", "alice", "Carol", "alina" })
            await AllocateAsync(hint);

        var first = await _parties.ListKnownPartiesAsync(new ListKnownPartiesRequest { PageSize = 3 });
        var second = await _parties.ListKnownPartiesAsync(new ListKnownPartiesRequest { PageSize = 3, PageToken = first.NextPageToken });

        first.PartyDetails.Concat(second.PartyDetails).Select(party => party.Party.Split(':')[0]).Should().Equal("Carol", "alice", "alina", "bob");
        second.NextPageToken.Should().BeEmpty();
        var filtered = await _parties.ListKnownPartiesAsync(new ListKnownPartiesRequest { PageSize = 2, FilterParty = "ali" });
        filtered.PartyDetails.Should().HaveCount(2);
        filtered.NextPageToken.Should().BeEmpty("there are exactly two");
    }

    [Theory]
    [InlineData(-1, "", "", "")]
    [InlineData(10_001, "", "", "")]
    [InlineData(0, "!", "", "")]
    [InlineData(0, "dXNlcnMvYQ", "", "")]
    [InlineData(0, "", "!", "")]
    [InlineData(0, "", "", "somebody")]
    public async Task A_malformed_list_is_refused(int size, string token, string filter, string identityProvider) =>
        (await RefusalAsync(() => _parties.ListKnownPartiesAsync(
            new ListKnownPartiesRequest { PageSize = size, PageToken = token, FilterParty = filter, IdentityProviderId = identityProvider }))).Should().Be("InvalidArgument INVALID_ARGUMENT");

    [Fact]
    public async Task What_nobody_has_built_is_unimplemented()
    {
        (await GrpcFailure.OfAsync(async () => await _parties.UpdatePartyDetailsAsync(new UpdatePartyDetailsRequest()))).Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(async () => await _parties.AllocateExternalPartyAsync(new AllocateExternalPartyRequest()))).Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(async () => await _parties.GenerateExternalPartyTopologyAsync(new GenerateExternalPartyTopologyRequest()))).Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(async () => await _parties.UpdatePartyIdentityProviderIdAsync(new UpdatePartyIdentityProviderIdRequest()))).Code.Should().Be(StatusCode.Unimplemented);
    }

    private static async Task<string> RefusalAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        var failure = await GrpcFailure.OfAsync(async () => await call());
        return $"{failure.Code} {failure.Info.Reason}";
    }

    private Func<AsyncUnaryCall<AllocatePartyResponse>> Allocate(string hint) => () => _parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = hint });

    private async Task<string> AllocateAsync(string hint) => (await Allocate(hint)()).PartyDetails.Party;

    private async Task<IEnumerable<PartyDetails>> KnownAsync() => (await _parties.ListKnownPartiesAsync(new ListKnownPartiesRequest())).PartyDetails;

    private async Task<IEnumerable<Right>> RightsOfAsync(string id) => (await _users.ListUserRightsAsync(new ListUserRightsRequest { UserId = id })).Rights;
}
