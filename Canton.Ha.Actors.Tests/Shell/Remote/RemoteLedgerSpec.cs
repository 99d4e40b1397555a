using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Shell.Remote;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell.Remote;

public sealed class RemoteLedgerSpec
{
    private static readonly RemoteTimeouts s_timeouts = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

    private readonly FakeLedger _ledger = new(keptMax: 10);
    private readonly FakeConsoleNode _node = new("participant1");

    [Fact]
    public async Task What_is_typed_is_done_by_the_Ledger_API()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);
        _ledger.Connect(Wire.Synchronizer);
        var remote = Remote(new RemoteEndpoint("127.0.0.1", bench.Port));

        var party = (await remote.AllocatePartyAsync("alice", default)).Party;
        await remote.CreateUserAsync("alice", party, default);
        await _ledger.GrowAsync(3);

        (await remote.ListPartiesAsync("ali", default)).Items.Select(known => known.Party).Should().Equal(party);
        (await remote.ListPartiesAsync("b", default)).Items.Should().BeEmpty();
        (await remote.ReadEndAsync(default)).Should().Be(3);
        (await remote.ListUsersAsync(default)).Items.Select(user => (user.Id, user.PrimaryParty)).Should().Equal(("alice", party), ("participant_admin", ""));
    }

    [Fact]
    public async Task A_refusal_is_a_sentence_with_the_id_of_its_error()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);

        (await FailureAsync(new RemoteEndpoint("127.0.0.1", bench.Port))).Should().Match<CommandFailedException>(
            failure => failure.Kind == FailureKind.Refused && failure.Message.StartsWith("participant1 refused, PARTY_ALLOCATION_WITHOUT_CONNECTED_SYNCHRONIZER: Cannot allocate a party"));
    }

    [Fact]
    public async Task Where_it_listens_is_asked_of_the_node_unless_it_is_configured()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);
        Name("participant1", $"127.0.0.1:{bench.Port}");

        (await Remote(configured: null).ListUsersAsync(default)).Items.Should().ContainSingle();

        Name("participant1", "");
        (await FailureAsync(configured: null)).Message.Should().Be("participant1 does not say where its Ledger API listens; set canton.remote-participants.participant1.ledger-api.port.");
    }

    [Fact]
    public async Task A_passive_node_names_the_one_that_is_active()
    {
        _node.Status = _node.Status with { IsActive = false, Role = ReplicaRole.Passive };
        Name("participant2", "127.0.0.1:5021");
        (await FailureAsync(Nowhere())).Should().Match<CommandFailedException>(failure =>
            failure.Kind == FailureKind.Refused && failure.Message == "participant1 is passive, and its Ledger API closed: ask participant2, at 127.0.0.1:5021.");

        _node.Roster = _node.Roster with { Leader = null };
        (await FailureAsync(Nowhere())).Message.Should().Be("participant1 is passive, and its Ledger API closed: nobody is active at this moment; try again.");
    }

    [Fact]
    public async Task An_active_node_whose_port_is_closed_cannot_be_reached() =>
        (await FailureAsync(Nowhere())).Message.Should().Match("participant1 cannot be reached at 127.0.0.1:*: connection refused.");

    [Fact]
    public async Task Another_API_is_told_from_it()
    {
        await using var server = await FakeAdminServer.StartAsync(new FakeAdmin());

        (await FailureAsync(new RemoteEndpoint("127.0.0.1", server.Port))).Message.Should()
            .Match("participant1 has no Ledger API at 127.0.0.1:*: what listens there is the admin-api of a node; give the port of its ledger-api.");
    }

    private static RemoteEndpoint Nowhere() => new("127.0.0.1", PostgresServer.FreePort());

    private RemoteLedger Remote(RemoteEndpoint? configured) => new(_node, configured, new LedgerDoor(Tls: null, Token: null), s_timeouts, TimeProvider.System);

    private async Task<CommandFailedException> FailureAsync(RemoteEndpoint? configured) =>
        (await Remote(configured).Awaiting(remote => remote.AllocatePartyAsync("alice", default)).Should().ThrowAsync<CommandFailedException>()).Which;

    private void Name(string leader, string address) =>
        _node.Roster = _node.Roster with { Leader = leader, Replicas = [new RosterEntry(leader, new ReplicaAddresses("", "", address))] };
}
