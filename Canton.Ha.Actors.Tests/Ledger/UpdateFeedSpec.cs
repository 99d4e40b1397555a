using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class UpdateFeedSpec
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);

    private readonly FakeLedger _ledger = new(keptMax: 5);
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Who_is_behind_reads_pages_of_the_store_and_then_what_is_in_memory()
    {
        await _ledger.GrowAsync(12);
        await using var feed = Feed(new LedgerRange(0, null, IsDescending: false));

        (await OffsetsAsync(feed)).Should().Equal(1, 2, 3, 4);
        (await OffsetsAsync(feed)).Should().Equal(5, 6, 7, 8);
        (await OffsetsAsync(feed)).Should().Equal(9, 10, 11, 12);
    }

    [Fact]
    public async Task Who_has_caught_up_waits_for_the_next_update()
    {
        await _ledger.GrowAsync(1);
        await using var feed = Feed(new LedgerRange(1, null, IsDescending: false));

        var next = OffsetsAsync(feed);
        next.IsCompleted.Should().BeFalse();
        await _ledger.GrowAsync(2);

        (await next.WaitAsync(s_deadline)).Should().Equal(2, 3);
    }

    [Fact]
    public async Task Who_falls_behind_the_memory_reads_the_store_again()
    {
        await using var feed = Feed(new LedgerRange(0, null, IsDescending: false));
        await _ledger.GrowAsync(2);
        (await OffsetsAsync(feed)).Should().Equal(1, 2);

        await _ledger.GrowAsync(20);

        (await OffsetsAsync(feed)).Should().Equal(3, 4, 5, 6);
        (await OffsetsAsync(feed)).Should().Equal(7, 8, 9, 10);
    }

    [Fact]
    public async Task A_range_ends_at_its_end_wherever_that_is_read()
    {
        await _ledger.GrowAsync(12);
        await using var stored = Feed(new LedgerRange(1, 4, IsDescending: false));
        await using var remembered = Feed(new LedgerRange(8, 10, IsDescending: false));
        await using var empty = Feed(new LedgerRange(12, 12, IsDescending: false));

        (await OffsetsAsync(stored)).Should().Equal(2, 3, 4);
        (await stored.NextAsync()).Should().BeNull();
        (await OffsetsAsync(remembered)).Should().Equal(9, 10);
        (await remembered.NextAsync()).Should().BeNull();
        (await empty.NextAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Backwards_the_newest_comes_first()
    {
        await _ledger.GrowAsync(7);
        await using var feed = Feed(new LedgerRange(1, 6, IsDescending: true));

        (await OffsetsAsync(feed)).Should().Equal(6, 5, 4, 3);
        (await OffsetsAsync(feed)).Should().Equal(2);
        (await feed.NextAsync()).Should().BeNull();
    }

    [Fact]
    public async Task When_nothing_comes_a_page_without_updates_says_so_after_half_a_second_and_then_every_minute()
    {
        await using var feed = Feed(new LedgerRange(0, null, IsDescending: false));

        foreach (var (early, late) in new[] { (0.4, 0.1), (59.9, 0.1), (59.9, 0.1) })
        {
            var idle = feed.NextAsync();
            _time.Advance(TimeSpan.FromSeconds(early));
            idle.IsCompleted.Should().BeFalse();
            _time.Advance(TimeSpan.FromSeconds(late));
            (await idle.WaitAsync(s_deadline))!.Updates.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_closing_ledger_ends_whoever_waits()
    {
        await using var feed = Feed(new LedgerRange(0, null, IsDescending: false));
        var next = feed.NextAsync();

        _ledger.Head.Close();

        (await RefusalAsync(next)).Code.Should().Be(new ErrorCode("ABORTED_DUE_TO_SHUTDOWN", ErrorCategory.TransientServerFailure) { Retry = TimeSpan.FromSeconds(10) });
    }

    [Fact]
    public async Task Who_is_overtaken_by_pruning_is_told_from_where_he_can_go_on()
    {
        await _ledger.GrowAsync(30);
        await using var feed = Feed(new LedgerRange(2, null, IsDescending: false));
        await using var backwards = Feed(new LedgerRange(2, 30, IsDescending: true));

        await _ledger.PruneAsync(10, CancellationToken.None);

        foreach (var overtaken in new[] { feed, backwards })
        {
            var error = await RefusalAsync(overtaken.NextAsync());
            error.Code.Id.Should().Be("PARTICIPANT_PRUNED_DATA_ACCESSED");
            error.Facts.Should().ContainSingle(fact => fact.Key == "earliest_offset").Which.Value.Should().Be("10");
        }
    }

    private UpdateFeed Feed(LedgerRange range) => new(_ledger, new FeedQuery(range, null) { PageMax = 4 }, _time, CancellationToken.None);

    private static async Task<IEnumerable<long>> OffsetsAsync(UpdateFeed feed) => (await feed.NextAsync())!.Updates.Select(update => update.Offset);

    private static async Task<CantonError> RefusalAsync(Task refused) => (await refused.Invoking(task => task.WaitAsync(s_deadline)).Should().ThrowAsync<CantonErrorException>()).Which.Error;
}
