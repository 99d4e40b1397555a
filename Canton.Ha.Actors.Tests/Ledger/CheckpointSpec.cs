using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class CheckpointSpec
{
    private readonly CheckpointCache _cache = new();

    [Fact]
    public void A_checkpoint_is_taken_when_something_was_indexed()
    {
        _cache.Refresh();
        _cache.Latest.Should().BeNull();

        _cache.Indexed(7, "one::1", 1_000);
        _cache.Refresh();
        var first = _cache.Latest!;
        _cache.Refresh();

        (first.Offset, first.RecordTimes["one::1"]).Should().Be((7, 1_000));
        _cache.Latest.Should().BeSameAs(first);
    }

    [Fact]
    public void Rejections_that_no_event_made_are_covered_by_the_next_checkpoint()
    {
        var head = new LedgerHead(new StoredBounds(new LedgerEnd(7, 7), 0, 0), [SynchronizerPosition.Start("one::1")], 1_000, default);
        var rejection = new UpdateRow(8, "one::1", 8, 8, Guid.NewGuid());

        head.Publish(new IndexedBatch("one::1", new LedgerEnd(8, 8), Position: null) { Updates = [rejection] });
        head.RefreshCheckpoint();

        (head.Checkpoint!.Offset, head.Checkpoint.RecordTimes["one::1"]).Should().Be((8, 8));
    }

    [Fact]
    public void A_checkpoint_tells_no_earlier_time_than_what_it_covers_on_whichever_replica()
    {
        var position = new SynchronizerPosition("one::1", 3, CertifierState.Initial with { Time = 5 }) { View = 8 };
        var batch = new IndexedBatch("one::1", new LedgerEnd(8, 8), position) { Updates = [new UpdateRow(8, "one::1", 8, 8, Guid.NewGuid())] };
        var head = new LedgerHead(new StoredBounds(new LedgerEnd(7, 7), 0, 0), [SynchronizerPosition.Start("one::1")], 1_000, default);

        head.Publish(batch);
        head.RefreshCheckpoint();
        var successor = new LedgerHead(new StoredBounds(batch.End, 0, 0), [position], 1_000, default);

        head.Checkpoint!.RecordTimes["one::1"].Should().Be(8);
        successor.Checkpoint.Should().BeEquivalentTo(head.Checkpoint);
    }

    [Fact]
    public void The_time_of_a_checkpoint_does_not_go_back()
    {
        _cache.Indexed(7, "one::1", 1_000);
        _cache.Indexed(8, "one::1", 999);
        _cache.Refresh();

        (_cache.Latest!.Offset, _cache.Latest.RecordTimes["one::1"]).Should().Be((8, 1_000));
    }

    [Fact]
    public void Time_that_was_proved_without_events_makes_no_checkpoint_new()
    {
        var head = new LedgerHead(new StoredBounds(new LedgerEnd(7, 7), 0, 0), [SynchronizerPosition.Start("one::1")], 1_000, default);
        var first = head.Checkpoint;

        head.Publish(new IndexedBatch("one::1", new LedgerEnd(7, 7), SynchronizerPosition.Start("one::1") with { View = 9 }));
        head.RefreshCheckpoint();

        head.Checkpoint.Should().BeSameAs(first);
    }

    [Fact]
    public void Record_times_go_on_where_nothing_gets_an_offset()
    {
        _cache.Indexed(7, "one::1", 1_000);
        _cache.Refresh();
        _cache.Indexed(7, "two::2", 2_000);
        _cache.Refresh();

        _cache.Latest!.RecordTimes.Should().HaveCount(2);
    }

    [Fact]
    public void A_checkpoint_is_sent_once_and_not_before_the_beginning()
    {
        var cursor = new CheckpointCursor(5);
        var before = At(4);
        var at = At(5);

        cursor.After(5, before).Should().BeNull();
        cursor.After(5, at).Should().BeSameAs(at);
        cursor.After(6, at).Should().BeNull();
        cursor.Before(7, at).Should().BeNull();
    }

    [Fact]
    public void Wherever_checkpoints_are_taken_everything_up_to_them_comes_before_and_everything_else_after() =>
        Prop.ForAll(Gen.Choose(0, 3).ListOf().ToArbitrary(), steps =>
        {
            var sent = Stream([.. steps]);
            var last = 0L;
            foreach (var (isCheckpoint, offset) in sent)
            {
                offset.Should().BeGreaterThanOrEqualTo(isCheckpoint ? last : last + 1);
                last = offset;
            }

            sent.Where(element => element.IsCheckpoint).Should().OnlyHaveUniqueItems();
        }).QuickCheckThrowOnFailure();

    /// <summary>A reader that is sometimes behind: 0 indexes something, 1 takes a checkpoint, 2 reads one element, 3 looks when idle.</summary>
    private static List<(bool IsCheckpoint, long Offset)> Stream(int[] steps)
    {
        var cache = new CheckpointCache();
        var cursor = new CheckpointCursor(0);
        var sent = new List<(bool IsCheckpoint, long Offset)>();
        var (end, read) = (0L, 0L);
        foreach (var step in steps)
            switch (step)
            {
                case 0:
                    cache.Indexed(++end, "one::1", end);
                    break;
                case 1:
                    cache.Refresh();
                    break;
                case 2 when read < end:
                    if (cursor.Before(++read, cache.Latest) is { } before)
                        sent.Add((true, before.Offset));
                    sent.Add((false, read));
                    break;
                default:
                    if (cursor.After(read, cache.Latest) is { } after)
                        sent.Add((true, after.Offset));
                    break;
            }

        return sent;
    }

    private static Checkpoint At(long offset) => new(offset, System.Collections.Immutable.ImmutableSortedDictionary<string, long>.Empty);
}
