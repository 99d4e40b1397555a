using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>Writes the ledger into a database.</summary>
/// <param name="writes">Of this term.</param>
/// <param name="commands">What the database is told.</param>
/// <param name="memory">As loaded in this term.</param>
/// <param name="findFirst">The first offset at which something may be pruned; null if there is none.</param>
internal sealed class LedgerWriter(TermWrites writes, LedgerCommands commands, LedgerMemory memory, Func<CancellationToken, Task<long?>> findFirst) : ILedgerWrites
{
    /// <summary>Offsets that are removed at once: a few milliseconds.</summary>
    private const int PortionSize = 1_000;

    public async Task RegisterAsync(IReadOnlyCollection<InFlightMessage> messages, CancellationToken cancellation)
    {
        if (messages.Count == 0)
            return;

        var names = memory.Keys.Name(messages.Select(message => message.Synchronizer));
        await writes.WriteAsync([.. commands.Add(names), .. commands.Register(memory.Slots.Take(messages))], cancellation);
        memory.Keys.Stored(names);
    }

    public async Task WriteAsync(IReadOnlyList<IndexedBatch> batches, CancellationToken cancellation)
    {
        if (batches.Count == 0)
            return;

        var changes = LedgerChanges.Of(batches);
        var names = memory.Keys.Name(changes.Synchronizers);
        await writes.WriteAsync([.. commands.Add(names), .. commands.Write(changes, memory.Slots.Take(changes.Outbox))], cancellation);
        memory.Keys.Stored(names);
        memory.Slots.Release(changes.Done);
    }

    public async Task PruneAsync(long upTo, CancellationToken cancellation)
    {
        await writes.WriteAsync([commands.RaisePruning(upTo)], cancellation);
        if (await findFirst(cancellation) is not { } first)
            return;

        for (var before = first - 1; before < upTo; before += PortionSize)
            await writes.WriteAsync(commands.Prune(before, Math.Min(before + PortionSize, upTo)), cancellation);
    }
}
