using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Google.Protobuf;

namespace Canton.Ha.Actors.LedgerApi.Streaming;

/// <summary>
/// Delivers a range of updates to one client: each that it sees, in their order, and, if the range has no end, checkpoints where they belong.
/// </summary>
internal sealed class UpdateDelivery<T>(ILedger ledger, UpdateView<T> view, MessageWriter<T> writer, TimeProvider time)
    where T : class, IMessage
{
    /// <summary>Returns when the range is over.</summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">The ledger closes, or what comes next was pruned.</exception>
    public async Task RunAsync(FeedQuery query, CancellationToken cancellation)
    {
        var cursor = query.Range.EndInclusive is null ? new CheckpointCursor(query.Range.BeginExclusive) : null;
        await using var feed = new UpdateFeed(ledger, query, time, cancellation);
        while (await feed.NextAsync() is { } page)
        {
            foreach (var update in page.Updates)
                await DeliverAsync(update, cursor);
            await TellAsync(cursor?.After(page.ReadUpTo, ledger.Head.Checkpoint));
            await writer.FlushAsync();
        }
    }

    private async ValueTask DeliverAsync(UpdateRow update, CheckpointCursor? cursor)
    {
        await TellAsync(cursor?.Before(update.Offset, ledger.Head.Checkpoint));
        if (view.Read(update) is { } seen)
            await writer.WriteAsync(seen);
    }

    private ValueTask TellAsync(Checkpoint? checkpoint) => checkpoint is null ? ValueTask.CompletedTask : writer.WriteAsync(view.Tell(checkpoint));
}
