using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2.Admin;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public class LedgerCommandsSpec
{
    private readonly FakeConsoleNode _node = new("participant1");
    private readonly ShownLines _shown = new();

    [Fact]
    public async Task The_end_of_the_ledger_is_one_number() => (await LinesAsync("participant1.ledger_api.state.end()")).Should().Equal("42");

    [Fact]
    public async Task Parties_are_shown_with_where_they_are_hosted()
    {
        (await LinesAsync("participant1.ledger_api.parties.list()")).Should().Equal("No such party is known.");
        _node.LedgerApi.Parties = new([new PartyDetails { Party = "alice::1220aa", IsLocal = true }, new PartyDetails { Party = "alina::1220bb" }], HasMore: true);

        (await LinesAsync("participant1.ledger_api.parties.list(\"al\")")).Should().Equal(
            "party          hosted",
            "alice::1220aa  here",
            "alina::1220bb  elsewhere",
            "There are more: write how their ids begin, as in participant1.ledger_api.parties.list(\"ali\").");
        _node.LedgerApi.Asked.Should().Equal("parties ''", "parties 'al'");
    }

    [Fact]
    public async Task An_allocated_party_is_shown_with_its_id()
    {
        (await LinesAsync("participant1.ledger_api.parties.allocate(\"alice\")")).Should().Equal("alice::1220aa");

        _node.LedgerApi.Asked.Should().Equal("allocate alice");
    }

    [Fact]
    public async Task Users_are_shown_with_what_they_are()
    {
        _node.LedgerApi.Users = new([new User { Id = "alice", PrimaryParty = "alice::1220aa" }, new User { Id = "bob", IsDeactivated = true }], HasMore: true);

        (await LinesAsync("participant1.ledger_api.users.list()")).Should().Equal(
            "user   primary party  state",
            "alice  alice::1220aa",
            "bob                   deactivated",
            "There are more users than can be shown.");
    }

    [Fact]
    public async Task A_user_is_created_with_a_party_or_without()
    {
        (await LinesAsync("participant1.ledger_api.users.create(\"bob\")")).Should().Equal("participant1 has the user bob.");
        (await LinesAsync("participant1.ledger_api.users.create(\"alice\", \"alice::1220aa\")")).Should().Equal("participant1 has the user alice, who may act as alice::1220aa.");

        _node.LedgerApi.Asked.Should().Equal("create bob ", "create alice alice::1220aa");
    }

    private async Task<IReadOnlyList<string>> LinesAsync(string line)
    {
        var before = _shown.Results.Count;
        await new CommandRunner([_node], _shown, TimeProvider.System).RunAsync(new CommandParser([_node]).Parse(line), CancellationToken.None);
        return [.. _shown.Results.Skip(before)];
    }
}
