using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Xunit;
using Record = Com.Daml.Ledger.Api.V2.Record;
using Submission = Canton.Ha.Actors.Ledger.Validation.Submission;

namespace Canton.Ha.Actors.Tests.Ledger;

public class RoutingSpec
{
    private static readonly ConnectedSynchronizer s_one = Connected("one::1", ("alice", "here"), ("bob", "there"));
    private static readonly ConnectedSynchronizer s_two = Connected("two::2", ("alice", "here"), ("carol", "there"));

    [Fact]
    public void Goes_where_all_informees_are_hosted()
    {
        Chosen(["alice", "carol"], [s_one, s_two]).Should().Be("two::2");
        Chosen(["alice", "bob"], [s_one, s_two]).Should().Be("one::1");
        Chosen(["alice"], [s_two, s_one]).Should().Be("one::1", "the choice does not depend on the order of the connections");
        Chosen(["alice"], [s_one, s_two with { Priority = 1 }]).Should().Be("two::2", "it has the higher priority");
    }

    [Fact]
    public void Goes_where_its_contracts_are()
    {
        Chosen(["alice"], [s_one, s_two], inputs: ["two::2"]).Should().Be("two::2");
        RefusalOf(["alice"], [s_one, s_two], inputs: ["one::1", "two::2"]).Should().Be("NO_SYNCHRONIZER_FOR_SUBMISSION");
        RefusalOf(["alice"], [s_one], inputs: ["two::2"]).Should().Be("NO_SYNCHRONIZER_FOR_SUBMISSION");
    }

    [Fact]
    public void Goes_where_the_client_says_or_nowhere()
    {
        Chosen(["alice"], [s_one, s_two], prescribed: "two::2").Should().Be("two::2");
        RefusalOf(["alice"], [s_one], prescribed: "two::2").Should().Be("INVALID_PRESCRIBED_SYNCHRONIZER_ID");
    }

    [Fact]
    public void Says_why_there_is_nowhere_to_go()
    {
        RefusalOf(["alice"], []).Should().Be("NOT_CONNECTED_TO_ANY_SYNCHRONIZER");
        RefusalOf(["alice", "nobody"], [s_one, s_two]).Should().Be("UNKNOWN_INFORMEES");
        RefusalOf(["alice", "bob", "carol"], [s_one, s_two]).Should().Be("NO_COMMON_SYNCHRONIZER");
        RefusalOf(["bob"], [s_one], actAs: ["bob"]).Should().Be("UNKNOWN_SUBMITTERS", "bob is hosted by another participant");
    }

    [Fact]
    public void All_submitters_submit_on_one_synchronizer()
    {
        var apart = Connected("three::3", ("dora", "here"));

        RefusalOf(["alice", "dora"], [s_one, apart], actAs: ["alice", "dora"]).Should().Be("NO_SYNCHRONIZER_ON_WHICH_ALL_SUBMITTERS_CAN_SUBMIT");
    }

    private static string Chosen(string[] informees, ConnectedSynchronizer[] connected, string[]? inputs = null, string? prescribed = null, string[]? actAs = null) =>
        new Routing("here").Choose(By(actAs ?? ["alice"], prescribed), Of(informees, inputs ?? []), connected).Id;

    private static string RefusalOf(string[] informees, ConnectedSynchronizer[] connected, string[]? inputs = null, string? prescribed = null, string[]? actAs = null) =>
        Refusal.IdOf(() => Chosen(informees, connected, inputs, prescribed, actAs));

    private static Submission By(string[] actAs, string? prescribed) => new(
        new ChangeId("user", "c", PartySet.Of(actAs)), "s", "", PartySet.Empty, prescribed, [], new MinLedgerTime(0, 0), new DeduplicationPeriod.Offset(0), []);

    private static InterpretedTransaction Of(string[] informees, string[] inputs)
    {
        var contract = new Contract(ContractId.For(TransactionSeed.New(), 0), new TemplateId("p", "p", "M", "E"), new Record(), PartySet.Of(informees), PartySet.Empty, 0);
        return new InterpretedTransaction(
            [new TransactionNode.Create(0, contract, PartySet.Of(informees))], [.. inputs.Select(place => new TransactionInput(new StoredContract(contract, place), IsConsumed: true))], 0);
    }

    private static ConnectedSynchronizer Connected(string id, params (string Party, string Participant)[] hosted) =>
        new(id, Hosting.Of(hosted.Select(host => new HostedParty(host.Party, host.Participant, ParticipantPermission.Submission))), 0);
}
