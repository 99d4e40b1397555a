using Canton.Ha.Actors.Contracts;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Contracts;

public class FailoverPolicySpec
{
    private static readonly FailoverPause s_pause = new("ops", "maintenance", DateTimeOffset.UnixEpoch);

    [Fact]
    public void Policies_with_the_same_pause_and_priorities_are_equal()
    {
        Policy(s_pause, ("a", 1), ("b", 2)).Should().Be(Policy(s_pause with { }, ("b", 2), ("a", 1)));
        Policy(s_pause, ("a", 1), ("b", 2)).GetHashCode().Should().Be(Policy(s_pause with { }, ("b", 2), ("a", 1)).GetHashCode());
    }

    [Fact]
    public void Policies_that_differ_in_anything_are_not_equal()
    {
        Policy(s_pause, ("a", 1)).Should().NotBe(Policy(null, ("a", 1)));
        Policy(s_pause, ("a", 1)).Should().NotBe(Policy(s_pause with { Why = "other" }, ("a", 1)));
        Policy(s_pause, ("a", 1)).Should().NotBe(Policy(s_pause, ("a", 2)));
        Policy(s_pause, ("a", 1)).Should().NotBe(Policy(s_pause, ("b", 1)));
    }

    [Fact]
    public void Who_is_not_named_has_the_priority_0() => Policy(null, ("a", 7)).PriorityOf("b").Should().Be(0);

    private static FailoverPolicy Policy(FailoverPause? pause, params (string Replica, int Priority)[] priorities) =>
        new(pause, FailoverPolicy.None.Priorities.AddRange(priorities.Select(entry => KeyValuePair.Create(entry.Replica, entry.Priority))));
}
