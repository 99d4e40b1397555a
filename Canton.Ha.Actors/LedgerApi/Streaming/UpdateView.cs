using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;

namespace Canton.Ha.Actors.LedgerApi.Streaming;

/// <summary>What one reader gets of updates, as messages.</summary>
/// <typeparam name="T">One element of the stream.</typeparam>
/// <param name="Read">What there is to see of an update; null for nothing.</param>
/// <param name="Tell">A checkpoint.</param>
internal sealed record UpdateView<T>(Func<UpdateRow, T?> Read, Func<Checkpoint, T> Tell)
    where T : class;
