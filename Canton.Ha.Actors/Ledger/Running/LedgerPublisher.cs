namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Tells everybody of what is durable.</summary>
internal sealed class LedgerPublisher(
    LedgerHead head, SynchronizerBoard board, ContractCache cache, Underway underway, LedgerConnections connections, LedgerParts parts)
{
    /// <summary>The order is the contract: whoever has an outcome finds in the ledger, and in later submissions, what led to it.</summary>
    public void Publish(IndexedWork work)
    {
        var batch = work.Batch;
        cache.Publish(batch);
        board.Publish(batch, work.Hosting);
        head.Publish(batch);
        underway.Finish(batch);
        work.Written?.TrySetResult(batch.Updates[0]);
        connections.Send(batch.Outbox);
        foreach (var report in batch.Reports)
            parts.Warn(report);
        parts.Meter.Published(batch);
    }
}
