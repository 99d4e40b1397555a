using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Store;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Writes again what a simulated participant has written, some of it together, as group commits would.</summary>
internal sealed class LedgerReplay(ILedgerWrites writes, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<InFlightMessage> _registered = [];
    private readonly List<IndexedBatch> _batches = [];

    public async Task WriteAsync(IEnumerable<(InFlightMessage? Registered, IndexedBatch? Batch)> written)
    {
        foreach (var (registered, batch) in written)
            await AddAsync(registered, batch);
        await FlushAsync();
    }

    private async Task AddAsync(InFlightMessage? registered, IndexedBatch? batch)
    {
        if (_random.Next(4) == 0 || (registered is null ? _registered.Count : _batches.Count) > 0)
            await FlushAsync();
        if (registered is not null)
            _registered.Add(registered);
        if (batch is not null)
            _batches.Add(batch);
    }

    private async Task FlushAsync()
    {
        await writes.RegisterAsync(_registered, default);
        await writes.WriteAsync(_batches, default);
        _registered.Clear();
        _batches.Clear();
    }
}
