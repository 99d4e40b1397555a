using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Dashboard;

public sealed class MembersSpec
{
    private static readonly DashboardLimits Limits = DashboardLimits.Default with { MembersMax = 3 };

    private readonly FakeTime _time = new();
    private readonly Members _members;

    public MembersSpec() => _members = new Members(Limits, _time);

    [Fact]
    public void Who_has_left_the_roster_is_shown_as_gone_for_a_while()
    {
        _members.TryNote(Of("a", "b")).Should().BeTrue();
        _members.TryNote(Of("a")).Should().BeTrue();
        Present.Should().Equal(("a", true), ("b", false));

        _time.Advance(Limits.AbsentFor + TimeSpan.FromSeconds(1));

        _members.TryNote(Of("a")).Should().BeTrue();
        Present.Should().Equal(("a", true));
    }

    [Fact]
    public void Who_comes_back_is_there_again()
    {
        _members.TryNote(Of("a", "b"));
        _members.TryNote(Of("a"));
        _members.TryNote(Of("a", "b"));

        Present.Should().Equal(("a", true), ("b", true));
    }

    [Fact]
    public void While_the_roster_cannot_be_read_it_stays_as_it_was()
    {
        _members.TryNote(Of("a", "b") with { Leader = "b" });

        _members.TryNote(Roster.Unknown).Should().BeTrue();

        Present.Should().Equal(("a", true), ("b", true));
        _members.View().IsCurrent.Should().BeFalse();
        _members.View().Leader.Should().Be("b");
        _members.TryNote(Roster.Unknown).Should().BeFalse();
    }

    [Fact]
    public void The_same_roster_again_is_nothing_new()
    {
        _members.TryNote(Of("a", "b"));

        _members.TryNote(Of("a", "b")).Should().BeFalse();
    }

    [Fact]
    public void There_are_no_more_than_there_may_be_and_who_is_gone_goes_first()
    {
        _members.TryNote(Of("a", "b"));
        _members.TryNote(Of("c", "d", "e", "f"));

        Present.Should().Equal(("c", true), ("d", true), ("e", true));
    }

    private IEnumerable<(string, bool)> Present => _members.View().Replicas.Select(member => (member.Name, member.IsPresent));

    private static Roster Of(params string[] names) => Roster.Unknown with { Replicas = [.. names.Select(name => new RosterEntry(name, ReplicaAddresses.None))] };
}
