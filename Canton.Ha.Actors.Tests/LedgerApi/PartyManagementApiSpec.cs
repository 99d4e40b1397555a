using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using Com.Daml.Ledger.Api.V2.Admin;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class PartyManagementApiSpec : PartyManagementKit
{
    [Fact]
    public async Task The_participant_says_its_id() =>
        (await Parties.GetParticipantIdAsync(new GetParticipantIdRequest())).ParticipantId.Should().MatchRegex("^participant1::1220[0-9a-f]{64}$").And.Be(Participant);

    [Fact]
    public async Task Parties_of_other_participants_are_known_and_not_local()
    {
        var alice = await AllocateAsync("alice");
        await Ledger.HostAsync(Wire.Synchronizer, [new HostedParty("bob::1220bb", "other::1220bb", ParticipantPermission.Submission)], default);

        var found = (await Parties.GetPartiesAsync(new GetPartiesRequest { Parties = { "nobody::1220bb", "bob::1220bb", alice, alice } })).PartyDetails;

        found.Select(party => (party.Party, party.IsLocal)).Should().BeEquivalentTo([(alice, true), ("bob::1220bb", false)]);
        found.Should().AllSatisfy(party => party.LocalMetadata.ResourceVersion.Should().Be("0"));
        (await GrpcFailure.RefusalOfAsync(() => Parties.GetPartiesAsync(new GetPartiesRequest { Parties = { alice, "!" } }))).Should().Be("InvalidArgument INVALID_ARGUMENT");
        (await GrpcFailure.RefusalOfAsync(() => Parties.GetPartiesAsync(new GetPartiesRequest { IdentityProviderId = "somebody" }))).Should().Be("InvalidArgument INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Known_parties_are_listed_page_by_page_in_order_and_by_their_beginning()
    {
        foreach (var hint in new[] { "bob", "alice", "Carol", "alina" })
            await AllocateAsync(hint);

        var first = await Parties.ListKnownPartiesAsync(new ListKnownPartiesRequest { PageSize = 3 });
        var second = await Parties.ListKnownPartiesAsync(new ListKnownPartiesRequest { PageSize = 3, PageToken = first.NextPageToken });

        first.PartyDetails.Concat(second.PartyDetails).Select(party => party.Party.Split(':')[0]).Should().Equal("Carol", "alice", "alina", "bob");
        second.NextPageToken.Should().BeEmpty();
        var filtered = await Parties.ListKnownPartiesAsync(new ListKnownPartiesRequest { PageSize = 2, FilterParty = "ali" });
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
        (await GrpcFailure.RefusalOfAsync(() => Parties.ListKnownPartiesAsync(
            new ListKnownPartiesRequest { PageSize = size, PageToken = token, FilterParty = filter, IdentityProviderId = identityProvider }))).Should().Be("InvalidArgument INVALID_ARGUMENT");

    [Fact]
    public async Task What_nobody_has_built_is_unimplemented()
    {
        (await GrpcFailure.OfAsync(async () => await Parties.UpdatePartyDetailsAsync(new UpdatePartyDetailsRequest()))).Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(async () => await Parties.AllocateExternalPartyAsync(new AllocateExternalPartyRequest()))).Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(async () => await Parties.GenerateExternalPartyTopologyAsync(new GenerateExternalPartyTopologyRequest()))).Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(async () => await Parties.UpdatePartyIdentityProviderIdAsync(new UpdatePartyIdentityProviderIdRequest()))).Code.Should().Be(StatusCode.Unimplemented);
    }
}
