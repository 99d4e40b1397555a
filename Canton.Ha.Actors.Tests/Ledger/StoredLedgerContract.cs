using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Properties;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Canton.Ha.Actors.Tests.Support.LedgerRowsOf;

namespace Canton.Ha.Actors.Tests.Ledger;

/// <summary>What every store of the ledger keeps to that is a database.</summary>
public abstract class StoredLedgerContract : LedgerStoreContract
{
    private const int Size = BlockParties.Size;
    private const int Histories = 12;

    private LedgerTerm? _term;

    private protected abstract (ReplicaStorage Storage, WriteAccess Access, LedgerStores Stores) Replica { get; }

    public override async Task DisposeAsync()
    {
        if (_term is not null)
            await _term.DisposeAsync();
    }

    [Fact]
    public async Task Rows_of_messages_that_are_done_are_used_again()
    {
        for (var round = 1; round <= 20; round++)
        {
            var messages = Range(1, 5).Select(number => Message($"c{round}-{number}")).ToList();
            await Writes.RegisterAsync(messages, default);
            if (round % 5 == 0)
                await BeginAsync();
            await Writes.WriteAsync([Batch(round) with { Done = [.. messages.Select(message => message.MessageId)] }], default);
        }

        (await CountAsync("in_flight")).Should().Be(5);
    }

    [Fact]
    public async Task A_message_that_is_made_and_done_by_one_write_leaves_nothing_behind()
    {
        var (brief, late, later) = (Message("c1"), Message("c2"), Message("c3"));

        await Writes.WriteAsync([Batch(1) with { Outbox = [brief] }, Batch(2) with { Outbox = [late], Done = [brief.MessageId, late.MessageId] }], default);
        await Writes.RegisterAsync([later], default);
        await BeginAsync();

        (await UnderWayAsync()).Should().Equal(later);
    }

    [Fact]
    public async Task Who_is_late_cannot_write_into_the_next_term()
    {
        var late = Writes;
        await BeginAsync();

        var writing = () => late.WriteAsync([Batch(1)], default);
        var registering = () => late.RegisterAsync([Message("c1")], default);

        await writing.Should().ThrowAsync<NotActiveException>();
        await registering.Should().ThrowAsync<NotActiveException>();
        (await Reads.ReadBoundsAsync(default)).End.Offset.Should().Be(0);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing_behind()
    {
        await Writes.WriteAsync([Updates(1, 2) with { Created = [Contract(1)] }], default);

        var writing = () => Writes.WriteAsync([Batch(3) with { Created = [Contract(3)], Outbox = [Message(null)] }, Updates(2, 4)], default);

        await writing.Should().ThrowAsync<System.Data.Common.DbException>("the offset 2 is taken");
        await BeginAsync();
        (await Reads.LoadAsync(default)).Should().Match<StoredLedger>(stored => stored.End.Offset == 2 && stored.InFlight.IsEmpty);
        (await CountAsync("contract")).Should().Be(1);
        (await CountAsync("ledger_update")).Should().Be(2);
    }

    [Fact]
    public async Task Blocks_without_the_parties_of_a_reader_are_left_out()
    {
        await FillBlocksAsync();
        ImmutableArray<int> carol = [BlockParties.HashOf("carol"), BlockParties.HashOf("nobody")];

        var seen = await Reads.ReadUpdatesAsync(new UpdatesQuery(0, (4 * Size) + 9, IsDescending: false, int.MaxValue, carol), default);
        var page = await Reads.ReadUpdatesAsync(new UpdatesQuery(Size + 5, (4 * Size) + 1, IsDescending: false, Size + 1, carol), default);
        var back = await Reads.ReadUpdatesAsync(new UpdatesQuery((4 * Size) + 10, 0, IsDescending: true, 12, carol), default);
        var contracts = await Reads.ReadContractsAsync(new ContractsQuery((4 * Size) + 9, 0, -1, int.MaxValue, carol), default);

        seen.Select(update => update.Offset).Should().Equal(Range(1, Size - 1).Concat(Range(2 * Size, (3 * Size) - 1)).Concat(Range(4 * Size, (4 * Size) + 9)), "the first block and the last have no row");
        page.Select(update => update.Offset).Should().Equal(Range(2 * Size, (3 * Size) - 1).Append(4 * Size));
        back.Select(update => update.Offset).Should().StartWith(Range(4 * Size, (4 * Size) + 9).Reverse()).And.BeInDescendingOrder().And.HaveCount(12);
        contracts.Select(contract => contract.Offset).Should().Equal(1, 2 * Size, (2 * Size) + 1, (4 * Size) + 9);
    }

    [Fact]
    public async Task Pruning_goes_in_portions_and_the_next_one_takes_what_was_left_over()
    {
        await FillBlocksAsync();
        await RaisePruningAsync(Size + 10);
        (await AllAsync())[0].Offset.Should().Be(Size + 11, "what is pruned is not read, removed or not");
        (await CountAsync("ledger_update")).Should().Be((4 * Size) + 9);

        await Writes.PruneAsync((2 * Size) + 4, default);

        (await CountAsync("ledger_update")).Should().Be((2 * Size) + 5);
        (await CountAsync("ledger_block")).Should().Be(2);
        (await Reads.ReadContractsAsync(new ContractsQuery((4 * Size) + 9, 0, -1, int.MaxValue, [BlockParties.HashOf("carol")]), default))
            .Select(contract => contract.Offset).Should().Equal(1, Size, 2 * Size, (2 * Size) + 1, (4 * Size) + 9);
    }

    [Fact]
    public void Whatever_happens_a_store_answers_as_a_ledger_in_memory_does() =>
        Prop.ForAll(LedgerStep.Any.ArrayOf().ToArbitrary(), AnswersAlikeAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(Histories).WithStartSize(20).WithEndSize(80));

    private protected override async Task<LedgerStore> OpenAsync()
    {
        if (_term is not null)
            await _term.DisposeAsync();
        var (storage, access, stores) = Replica;
        _term = await LedgerTerm.BeginAsync(storage, access, stores);
        return _term.Store;
    }

    private protected abstract Task<long> CountAsync(string table);

    /// <summary>What a crash leaves that comes just after the pruning offset was raised.</summary>
    private protected abstract Task RaisePruningAsync(long upTo);

    /// <summary>Empties every table.</summary>
    private protected abstract Task EmptyAsync();

    /// <summary>Blocks 1 and 3 without carol, and 2 with her; no rows for 0 and 4.</summary>
    private async Task FillBlocksAsync()
    {
        var (alice, carol) = (BlockParties.HashOf("alice"), BlockParties.HashOf("carol"));
        await Writes.WriteAsync(
            [
                Updates(1, (2 * Size) - 1) with { Blocks = [new BlockParties(1, [alice])], Created = [Contract(1), Contract(Size)] },
                Updates(2 * Size, (4 * Size) + 9, offset => offset == (2 * Size) + 1 ? "carol" : "alice") with
                {
                    Blocks = [new BlockParties(2, [.. new[] { alice, carol }.Order()]), new BlockParties(3, [alice])],
                    Created = [Contract(2 * Size), Contract((2 * Size) + 1, party: "carol") with { ArchivedAt = 5 * Size }, Contract(3 * Size), Contract((4 * Size) + 9)],
                },
            ],
            default);
    }

    private async Task AnswersAlikeAsync(LedgerStep[] steps)
    {
        var storm = new LedgerStorm();
        foreach (var step in steps)
            storm.Apply(step);

        var participant = storm.Participants.MaxBy(each => each.Written.Count)!;
        await EmptyAsync();
        await BeginAsync();
        await new LedgerReplay(Writes, steps.Length).WriteAsync(participant.Written);
        await BeginAsync();
        var comparison = new LedgerComparison(participant.Store, Reads);
        await comparison.RunAsync();

        var upTo = (await Reads.ReadBoundsAsync(default)).End.Offset / 2;
        await participant.Store.PruneAsync(upTo, default);
        await Writes.PruneAsync(upTo, default);
        await comparison.RunAsync();
    }
}
