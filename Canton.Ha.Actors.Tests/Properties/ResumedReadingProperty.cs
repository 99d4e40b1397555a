using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>However a ledger grows, however much of it is in memory, and wherever a reader stops and goes on.</summary>
public class ResumedReadingProperty
{
    private const int Histories = 200;
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_reader_sees_every_update_once_and_in_order() => Prop.ForAll(Reading(), ReadsEverything).Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    [Fact]
    public void Every_range_is_read_in_both_directions() => Prop.ForAll(Ranges(), ReadsRange).Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    private static Arbitrary<(int KeptMax, (int Grown, int Pages, int PageMax)[] Rounds)> Reading() => (
        from keptMax in Gen.Choose(0, 12)
        from rounds in (
            from grown in Gen.Choose(0, 9)
            from pages in Gen.Choose(0, 4)
            from pageMax in Gen.Choose(1, 6)
            select (grown, pages, pageMax)).ArrayOf()
        select (keptMax, rounds)).ToArbitrary();

    private static async Task ReadsEverything((int KeptMax, (int Grown, int Pages, int PageMax)[] Rounds) reading)
    {
        var ledger = new FakeLedger(reading.KeptMax);
        var seen = new List<long>();
        foreach (var (grown, pages, pageMax) in reading.Rounds.Append((1, int.MaxValue, 3)))
        {
            var feed = new UpdateFeed(ledger, new FeedQuery(new LedgerRange(seen.LastOrDefault(), null, IsDescending: false), null) { PageMax = pageMax }, TimeProvider.System, CancellationToken.None);
            await using var _ = feed;
            var waiting = seen.LastOrDefault() == ledger.Head.End && grown > 0 && pages > 0 ? feed.NextAsync() : null;
            await ledger.GrowAsync(grown);
            for (var page = 0; page < pages && seen.LastOrDefault() < ledger.Head.End; page++)
            {
                seen.AddRange((await (waiting ?? feed.NextAsync()).WaitAsync(s_deadline))!.Updates.Select(update => update.Offset));
                waiting = null;
            }
        }

        seen.Should().Equal(Enumerable.Range(1, (int)ledger.Head.End).Select(offset => (long)offset));
    }

    private static Arbitrary<(int Grown, int KeptMax, int PageMax, LedgerRange Range)> Ranges() => (
        from grown in Gen.Choose(1, 40)
        from keptMax in Gen.Choose(0, 40)
        from pageMax in Gen.Choose(1, 15)
        from begin in Gen.Choose(0, grown)
        from end in Gen.Choose(Math.Max(begin, 1), grown)
        from isDescending in Gen.Elements(false, true)
        select (grown, keptMax, pageMax, new LedgerRange(begin, end, isDescending))).ToArbitrary();

    private static async Task ReadsRange((int Grown, int KeptMax, int PageMax, LedgerRange Range) reading)
    {
        var ledger = new FakeLedger(reading.KeptMax);
        await ledger.GrowAsync(reading.Grown);
        await using var feed = new UpdateFeed(ledger, new FeedQuery(reading.Range, null) { PageMax = reading.PageMax }, TimeProvider.System, CancellationToken.None);
        var seen = new List<long>();
        while (await feed.NextAsync().WaitAsync(s_deadline) is { } page)
            seen.AddRange(page.Updates.Select(update => update.Offset));

        var expected = Enumerable.Range(1, reading.Grown).Select(offset => (long)offset).Where(offset => offset > reading.Range.BeginExclusive && offset <= reading.Range.EndInclusive);
        seen.Should().Equal(reading.Range.IsDescending ? expected.Reverse() : expected);
    }
}
