using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Deduplication;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class DeduplicationRulesSpec
{
    private static readonly ChangeId s_change = new("user", "c1", PartySet.Of("alice"));
    private static readonly Acceptance s_accepted = new(Offset: 50, PublishedAt: 5_000, "s1");
    private static readonly DeduplicationBounds s_bounds = new(Now: 6_000, PublishedAt: 5_500, PrunedUpTo: 0, PrunedPublishedAt: Micros.Min);

    [Fact]
    public void What_was_never_accepted_may_go_on_and_reports_where_the_ledger_begins()
    {
        Decide(new DeduplicationPeriod.Duration(1_000), null).Should().Be(new DeduplicationDecision.Fresh(0));
        Decide(new DeduplicationPeriod.Offset(0), null, s_bounds with { PrunedUpTo = 0 }).Should().Be(new DeduplicationDecision.Fresh(0));
        Decide(new DeduplicationPeriod.Offset(9), null, s_bounds with { PrunedUpTo = 9 }).Should().Be(new DeduplicationDecision.Fresh(9));
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(999, false)]
    [InlineData(0, false)]
    public void An_acceptance_counts_when_it_was_published_within_the_duration(long duration, bool isDuplicate) =>
        (Decide(new DeduplicationPeriod.Duration(duration), s_accepted) is DeduplicationDecision.Duplicate).Should().Be(isDuplicate);

    [Theory]
    [InlineData(49, true)]
    [InlineData(50, false)]
    public void An_acceptance_counts_when_it_comes_after_the_offset(long offset, bool isDuplicate) =>
        (Decide(new DeduplicationPeriod.Offset(offset), s_accepted) is DeduplicationDecision.Duplicate).Should().Be(isDuplicate);

    [Fact]
    public void A_duplicate_names_the_completion_and_reports_the_offset_before_it()
    {
        var duplicate = Decide(new DeduplicationPeriod.Offset(0), s_accepted).Should().BeOfType<DeduplicationDecision.Duplicate>().Subject;

        duplicate.EffectiveOffset.Should().Be(49);
        duplicate.Error.Code.Id.Should().Be("DUPLICATE_COMMAND");
        duplicate.Error.IsDefiniteAnswer.Should().BeTrue();
        duplicate.Error.Facts.Should().Contain(KeyValuePair.Create("completion_offset", "50")).And.Contain(KeyValuePair.Create("existing_submission_id", "s1"));
    }

    [Fact]
    public void A_clock_behind_that_of_the_last_active_replica_does_not_shorten_the_period() =>
        Decide(new DeduplicationPeriod.Duration(400), s_accepted with { PublishedAt = 5_100 }, s_bounds with { Now = 1_000 })
            .Should().BeOfType<DeduplicationDecision.Duplicate>("the ledger end was published at 5500, whatever the clock says");

    [Fact]
    public void A_period_that_reaches_into_the_pruned_part_says_what_would_be_right()
    {
        var pruned = s_bounds with { PrunedUpTo = 40, PrunedPublishedAt = 4_000 };

        var byOffset = Decide(new DeduplicationPeriod.Offset(39), null, pruned).Should().BeOfType<DeduplicationDecision.Unsupported>().Subject;
        byOffset.Error.Facts.Should().Contain(KeyValuePair.Create("earliest_offset", "40"));
        Decide(new DeduplicationPeriod.Offset(40), null, pruned).Should().BeOfType<DeduplicationDecision.Fresh>();

        var byDuration = Decide(new DeduplicationPeriod.Duration(2_000), null, pruned).Should().BeOfType<DeduplicationDecision.Unsupported>().Subject;
        byDuration.Error.Facts.Should().Contain(KeyValuePair.Create("longest_duration", "0.001999s"));
        Decide(new DeduplicationPeriod.Duration(1_999), null, pruned).Should().BeOfType<DeduplicationDecision.Fresh>();
    }

    [Fact]
    public void Different_changes_have_different_keys_and_the_order_of_parties_does_not_matter()
    {
        new ChangeId("u", "c", PartySet.Of("a", "b")).Hash().Should().Equal(new ChangeId("u", "c", PartySet.Of("b", "a", "a")).Hash());
        Prop.ForAll(Changes().Two().ToArbitrary(), pair => pair.Item1.Hash().AsSpan().SequenceEqual(pair.Item2.Hash()) == (pair.Item1 == pair.Item2)).QuickCheckThrowOnFailure();
    }

    private static Gen<ChangeId> Changes() =>
        from user in Gen.Elements("u", "uc", "")
        from command in Gen.Elements("c", "cc", "")
        from parties in Gen.SubListOf("a", "b", "ab")
        select new ChangeId(user, command, PartySet.Of(parties));

    private static DeduplicationDecision Decide(DeduplicationPeriod period, Acceptance? latest, DeduplicationBounds? bounds = null) =>
        DeduplicationRules.Decide(s_change, period, latest, bounds ?? s_bounds);
}
