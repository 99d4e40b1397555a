namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>Collects the parties of the block at the end of the ledger. A block of which it has not seen the beginning gets no row, and is always read.</summary>
/// <param name="end">The offset after which it begins to see.</param>
internal sealed class BlockBuilder(long end)
{
    private readonly HashSet<int> _hashes = [];
    private long _block = BlockParties.BlockOf(end + 1);
    private bool _isWhole = (end + 1) % BlockParties.Size == 0;

    /// <summary>Adds an update, and answers the block that ended before it, if one did.</summary>
    public BlockParties? Add(UpdateRow update)
    {
        var ended = BlockParties.BlockOf(update.Offset) == _block ? null : End(BlockParties.BlockOf(update.Offset));
        foreach (var party in PartiesOf(update))
            _hashes.Add(BlockParties.HashOf(party));
        return ended;
    }

    private BlockParties? End(long next)
    {
        var ended = _isWhole ? new BlockParties(_block, [.. _hashes.Order()]) : null;
        _hashes.Clear();
        _block = next;
        _isWhole = true;
        return ended;
    }

    private static IEnumerable<string> PartiesOf(UpdateRow update) =>
        (update.Transaction?.Parties ?? Enumerable.Empty<string>())
            .Concat(update.Hosting?.Parties.Select(hosted => hosted.Party) ?? [])
            .Concat(update.Outcome?.Submitter.ActAs ?? Enumerable.Empty<string>());
}
