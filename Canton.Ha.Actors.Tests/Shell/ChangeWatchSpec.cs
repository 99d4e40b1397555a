using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class ChangeWatchSpec
{
    private static readonly NodeNews.Found s_passive = new(ReplicaRole.Passive, 0, "it contends", IsActive: false);

    private readonly FakeConsoleNode _first = new("participant1");
    private readonly FakeConsoleNode _second = new("participant2");
    private readonly ShownLines _shown = new();
    private readonly ChangeWatch _watch;

    public ChangeWatchSpec() => _watch = new ChangeWatch(_shown, TimeProvider.System);

    [Fact]
    public async Task It_shows_the_state_then_as_many_changes_as_wanted()
    {
        _first.Say(s_passive);
        _first.Say(Role("participant1", ReplicaRole.Promoting, 4));
        _first.Say(Role("participant1", ReplicaRole.Active, 4));

        await _watch.RunAsync([_first], 2, CancellationToken.None);

        _shown.Results.Select(Sentence).Should().Equal(
            "participant1 is passive: it contends", "participant1 is promoting in term 4: the test says so", "participant1 is active in term 4: the test says so");
    }

    [Fact]
    public async Task It_goes_on_with_the_others_when_one_cannot_be_heard()
    {
        _first.Say(new NodeNews.Lost("gone."));
        _second.Say(s_passive);
        var watching = _watch.RunAsync([_first, _second], 1, CancellationToken.None);
        await Eventually.BecomesTrueAsync("both are shown", () => Task.FromResult(_shown.Results.Count == 2), Bounds.Back);

        _second.Say(Role("participant2", ReplicaRole.Active, 5));
        await watching;

        _shown.Results.Select(Sentence).Should().Contain("participant1 cannot be watched: gone.").And.EndWith("participant2 is active in term 5: the test says so");
    }

    [Fact]
    public async Task It_fails_when_nobody_was_ever_heard()
    {
        _first.Say(new NodeNews.Lost("gone."));
        _second.Failure = new CommandFailedException(FailureKind.Unreachable, "something else.");

        var watching = () => _watch.RunAsync([_first, _second], null, CancellationToken.None);

        (await watching.Should().ThrowAsync<CommandFailedException>()).Which.Kind.Should().Be(FailureKind.Unreachable);
    }

    [Fact]
    public async Task A_roster_that_looks_the_same_is_not_shown_again()
    {
        var roster = new Roster([new RosterEntry("participant1", ReplicaAddresses.None)], "participant1", null, FailoverPolicy.None);
        var newest = new TermRecord(1, "participant1", "first start", default, null, null, null);
        _first.Say(new NodeNews.Changed(new ReplicaEvent.RosterChanged("participant1", 1, default, roster)));
        _first.Say(new NodeNews.Changed(new ReplicaEvent.RosterChanged("participant1", 1, default, roster with { Newest = newest })));
        _first.Say(new NodeNews.Changed(new ReplicaEvent.RosterChanged("participant1", 1, default, roster with { Leader = null })));

        await _watch.RunAsync([_first], 2, CancellationToken.None);

        _shown.Results.Select(Sentence).Should().Equal("participant1 sees participant1; participant1 leads", "participant1 sees participant1; nobody leads");
    }

    [Fact]
    public async Task Waiting_ends_when_the_node_is_active_or_the_time_is_over()
    {
        _first.Say(s_passive);
        _first.Say(Role("participant1", ReplicaRole.Active, 4));
        await _watch.UntilActiveAsync(_first, TimeSpan.FromMinutes(1), CancellationToken.None);
        _shown.Results.Should().Equal("participant1 is active.");

        _second.Say(s_passive);
        var waiting = () => _watch.UntilActiveAsync(_second, TimeSpan.FromMilliseconds(50), CancellationToken.None);
        (await waiting.Should().ThrowAsync<CommandFailedException>()).WithMessage("participant2 was not active within 0.05 s.").Which.Kind.Should().Be(FailureKind.Refused);
    }

    [Fact]
    public async Task One_that_cannot_be_reached_at_the_end_is_told_from_one_that_is_passive()
    {
        _first.Say(s_passive);
        _first.Say(new NodeNews.Lost("participant1 cannot be reached at 127.0.0.1:5012: connection refused."));

        var waiting = () => _watch.UntilActiveAsync(_first, TimeSpan.FromMilliseconds(50), CancellationToken.None);

        (await waiting.Should().ThrowAsync<CommandFailedException>()).WithMessage("participant1 cannot be reached at *").Which.Kind.Should().Be(FailureKind.Unreachable);
    }

    private static NodeNews.Changed Role(string node, ReplicaRole role, long term) =>
        new(new ReplicaEvent.RoleChanged(node, term, default, role, "the test says so"));

    private static string Sentence(string line) => line[(line.IndexOf(' ') + 1)..];
}
