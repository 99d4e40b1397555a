using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using Com.Daml.Ledger.Api.V2.Admin;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class PartyAllocationSpec : PartyManagementKit
{
    private const string Second = $"sync2::1220{Wire.Hash}";

    [Fact]
    public async Task A_party_is_allocated_in_the_namespace_of_the_participant_and_then_known()
    {
        var request = new AllocatePartyRequest { PartyIdHint = "alice", LocalMetadata = new ObjectMeta { Annotations = { ["team"] = "blue" } } };
        var allocated = (await Parties.AllocatePartyAsync(request)).PartyDetails;

        allocated.Should().Be(new PartyDetails
        {
            Party = Bench.Participant.Uid.Qualify("alice"),
            IsLocal = true,
            LocalMetadata = new ObjectMeta { ResourceVersion = "0", Annotations = { ["team"] = "blue" } },
        });
        (await KnownAsync()).Should().Equal(allocated);
        Ledger.Allocated.Should().Equal((Wire.Synchronizer, new HostedParty(allocated.Party, Participant, ParticipantPermission.Submission)));
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
        (await GrpcFailure.RefusalOfAsync(() => Parties.AllocatePartyAsync(request))).Should().Be($"InvalidArgument {reason}");

        Ledger.Allocated.Should().BeEmpty();
    }

    [Fact]
    public async Task A_hint_may_be_as_long_as_a_party_can_be() =>
        (await AllocateAsync(new string('a', 185))).Should().HaveLength(255);

    [Fact]
    public async Task The_synchronizer_may_be_left_out_while_there_is_exactly_one()
    {
        Ledger.Connect(Second);
        (await GrpcFailure.RefusalOfAsync(Allocate("alice"))).Should().Be("FailedPrecondition PARTY_ALLOCATION_CANNOT_DETERMINE_SYNCHRONIZER");
        await Parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", SynchronizerId = Second });
        Ledger.Allocated.Should().ContainSingle().Which.Synchronizer.Should().Be(Second);

        Ledger.Connected = [];
        (await GrpcFailure.RefusalOfAsync(Allocate("bob"))).Should().Be("FailedPrecondition PARTY_ALLOCATION_WITHOUT_CONNECTED_SYNCHRONIZER");
        (await GrpcFailure.RefusalOfAsync(() => Parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "bob", SynchronizerId = Second })))
            .Should().Be("FailedPrecondition NOT_CONNECTED_TO_SYNCHRONIZER");
    }

    [Fact]
    public async Task A_party_is_allocated_once_on_a_synchronizer_and_keeps_its_annotations_on_the_next()
    {
        await Parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", LocalMetadata = new ObjectMeta { Annotations = { ["team"] = "blue" } } });

        (await GrpcFailure.RefusalOfAsync(Allocate("alice"))).Should().Be("InvalidArgument INVALID_ARGUMENT");

        Ledger.Connect(Second);
        var again = await Parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", SynchronizerId = Second });
        again.PartyDetails.LocalMetadata.Annotations.Should().Contain("team", "blue");
        (await KnownAsync()).Should().Equal(again.PartyDetails);
    }

    [Fact]
    public async Task Of_two_who_allocate_the_same_party_at_the_same_time_one_is_sent_away()
    {
        var (begun, sequenced) = (new TaskCompletionSource(), new TaskCompletionSource());
        Ledger.Allocation = (synchronizer, parties, _) =>
        {
            begun.SetResult();
            return sequenced.Task.ContinueWith(_ => Ledger.HostAsync(synchronizer, parties, default), TaskScheduler.Default).Unwrap();
        };
        var first = AllocateAsync("alice");
        await begun.Task.WaitAsync(Bounds.Takeover);

        (await GrpcFailure.RefusalOfAsync(Allocate("alice"))).Should().Be("Aborted REQUEST_ALREADY_IN_FLIGHT");

        sequenced.SetResult();
        (await first).Should().StartWith("alice::");
    }

    [Fact]
    public async Task An_allocation_that_is_not_seen_in_time_may_be_tried_again()
    {
        var begun = new TaskCompletionSource();
        Ledger.Allocation = async (_, _, cancellation) =>
        {
            begun.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        var first = AllocateAsync("alice");
        await begun.Task.WaitAsync(Bounds.Takeover);

        Time.Advance(LedgerLimits.AllocationWait);

        var failure = await GrpcFailure.OfAsync(() => first);
        (failure.Code, failure.Info.Reason).Should().Be((StatusCode.DeadlineExceeded, "REQUEST_TIME_OUT"));
        (await KnownAsync()).Should().BeEmpty();
        Ledger.Allocation = null;
        await AllocateAsync("alice");
    }

    [Fact]
    public async Task A_replica_that_is_no_longer_active_says_so_without_details()
    {
        Ledger.Allocation = (_, _, _) => throw new NotActiveException();

        var failure = await GrpcFailure.OfAsync(() => AllocateAsync("alice"));

        (failure.Code, failure.Message, failure.ErrorId).Should().Be((StatusCode.Unavailable, "Node is passive", null));
    }

    [Fact]
    public async Task A_user_can_act_as_the_party_that_was_allocated_for_it()
    {
        await Users.CreateUserAsync(new CreateUserRequest { User = new User { Id = "alice" } });

        var party = (await Parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", UserId = "alice" })).PartyDetails.Party;

        (await RightsOfAsync("alice")).Should().Equal(new Right { CanActAs = new Right.Types.CanActAs { Party = party } });
    }

    [Fact]
    public async Task Nothing_is_allocated_for_a_user_whom_nobody_knows()
    {
        (await GrpcFailure.RefusalOfAsync(() => Parties.AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = "alice", UserId = "alice" }))).Should().Be("NotFound USER_NOT_FOUND");

        Ledger.Allocated.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_gets_no_answer_finds_either_all_of_it_or_no_party()
    {
        await Users.CreateUserAsync(new CreateUserRequest { User = new User { Id = "alice" } });
        var request = new AllocatePartyRequest { PartyIdHint = "alice", UserId = "alice", LocalMetadata = new ObjectMeta { Annotations = { ["team"] = "blue" } } };
        Ledger.Allocation = (_, _, _) => Task.FromException(new OperationCanceledException());
        await GrpcFailure.OfAsync(async () => await Parties.AllocatePartyAsync(request));
        (await KnownAsync()).Should().BeEmpty();

        Ledger.Allocation = async (synchronizer, parties, _) =>
        {
            await Ledger.HostAsync(synchronizer, parties, default);
            throw new OperationCanceledException();
        };
        await GrpcFailure.OfAsync(async () => await Parties.AllocatePartyAsync(request));

        (await GrpcFailure.RefusalOfAsync(() => Parties.AllocatePartyAsync(request))).Should().Be("InvalidArgument INVALID_ARGUMENT");
        (await KnownAsync()).Should().ContainSingle().Which.LocalMetadata.Annotations.Should().Contain("team", "blue");
        (await RightsOfAsync("alice")).Should().ContainSingle();
    }
}
