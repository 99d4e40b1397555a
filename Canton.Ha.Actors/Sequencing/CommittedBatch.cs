using System.Collections.Immutable;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What one transaction has put into the order.</summary>
/// <param name="UpTo">Everything up to this time is committed; nothing later is in here.</param>
/// <param name="Events">In their order; none where only time has passed.</param>
internal sealed record CommittedBatch(long UpTo, ImmutableArray<SequencedEvent> Events) : ICommitted
{
    private const int Overhead = 200;

    public long Size { get; } = Overhead + Events.Sum(heard => Overhead + (heard.Message?.Size ?? 0));
}
