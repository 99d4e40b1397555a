using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Ledger.V1;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class BlockPartiesSpec
{
    [Fact]
    public void A_block_that_was_seen_from_its_beginning_knows_its_parties()
    {
        var builder = new BlockBuilder(end: BlockParties.Size - 1);
        var ended = Add(builder, BlockParties.Size, BlockParties.Size, offset => offset % 2 == 0 ? "alice" : "bob");

        var next = builder.Add(Update(2 * BlockParties.Size, "carol"));

        ended.Should().BeEmpty();
        next!.Block.Should().Be(1);
        next.MayContain([BlockParties.HashOf("bob")]).Should().BeTrue();
        next.MayContain([BlockParties.HashOf("carol")]).Should().BeFalse();
    }

    [Fact]
    public void A_block_of_which_a_new_active_has_not_seen_the_beginning_is_left_to_be_read()
    {
        var builder = new BlockBuilder(end: 1_500);

        Add(builder, 1_501, BlockParties.Size, _ => "alice").Should().BeEmpty();
        Add(builder, 1_501 + BlockParties.Size, BlockParties.Size, _ => "bob").Should().ContainSingle().Which.Block.Should().Be(2);
    }

    [Fact]
    public void A_hash_that_is_stored_never_changes() => BlockParties.HashOf("alice::1220ab").Should().Be(unchecked((int)Fnv("alice::1220ab")));

    private static List<BlockParties> Add(BlockBuilder builder, long first, int count, Func<long, string> party)
    {
        var ended = new List<BlockParties>();
        for (var offset = first; offset < first + count; offset++)
            if (builder.Add(Update(offset, party(offset))) is { } block)
                ended.Add(block);
        return ended;
    }

    private static UpdateRow Update(long offset, string party) => new(offset, "one::1", offset, offset, Guid.NewGuid()) { Transaction = new Transaction { Parties = { party } } };

    private static ulong Fnv(string text) => text.Aggregate(2166136261ul, (hash, character) => ((hash ^ character) * 16777619) & 0xffffffff);
}
