using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Store;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Writes to a ledger that fail once when a test says so, before or after anything was written: the writer cannot tell which.</summary>
internal sealed class FlakyWrites(ILedgerWrites writes) : ILedgerWrites
{
    private int _failing;

    /// <summary>The next write fails.</summary>
    /// <param name="isWritten">It is written nevertheless.</param>
    public void FailNext(bool isWritten) => Volatile.Write(ref _failing, isWritten ? 2 : 1);

    public void Recover() => Volatile.Write(ref _failing, 0);

    public Task RegisterAsync(IReadOnlyCollection<InFlightMessage> messages, CancellationToken cancellation) => Disturb(() => writes.RegisterAsync(messages, cancellation));

    public Task WriteAsync(IReadOnlyList<IndexedBatch> batches, CancellationToken cancellation) => Disturb(() => writes.WriteAsync(batches, cancellation));

    public Task PruneAsync(long upTo, CancellationToken cancellation) => Disturb(() => writes.PruneAsync(upTo, cancellation));

    private async Task Disturb(Func<Task> write)
    {
        var failing = Interlocked.Exchange(ref _failing, 0);
        if (failing != 1)
            await write();
        if (failing != 0)
            throw new IOException("The connection to the database is gone.");
    }
}
