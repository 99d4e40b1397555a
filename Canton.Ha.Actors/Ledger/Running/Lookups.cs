using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Looks up what submissions need to know, for all that wait at once.</summary>
internal sealed class Lookups
{
    private readonly ILedgerReads _reads;
    private readonly ContractCache _cache;
    private readonly LedgerMeter _meter;
    private readonly Gathering<Lookup, Found> _gathering;

    public Lookups(LedgerParts parts, ContractCache cache)
    {
        (_reads, _cache, _meter) = (parts.Reads, cache, parts.Meter);
        _gathering = new Gathering<Lookup, Found>(ServeAsync, parts.Settings.BatchMax, sizeOf: _ => 0, isHarmless: StorageTrouble.IsCauseOf);
    }

    /// <summary>The latest acceptance of a change, and every one of the contracts: itself if it is active, otherwise null.</summary>
    /// <exception cref="LedgerClosedException">Nobody looks up any more.</exception>
    /// <exception cref="Exception">The store does not answer, which <see cref="StorageTrouble"/> knows; later it may.</exception>
    public Task<Found> FindAsync(ChangeId? change, IReadOnlyCollection<ContractId> contracts) => _gathering.AskAsync(new Lookup(change, contracts));

    public void Close() => _gathering.Close();

    public Task RunAsync(CancellationToken stop) => _gathering.RunAsync(stop);

    private async Task<IReadOnlyList<Found>> ServeAsync(IReadOnlyList<Lookup> lookups, CancellationToken cancellation)
    {
        var acceptances = AcceptancesAsync([.. lookups.Select(lookup => lookup.Change).OfType<ChangeId>()], cancellation);
        var contracts = ContractsAsync([.. lookups.SelectMany(lookup => lookup.Contracts)], cancellation);
        await Task.WhenAll(acceptances, contracts);
        var (accepted, known) = (await acceptances, await contracts);
        return [.. lookups.Select(lookup => new Found(lookup.Change is null ? null : accepted.GetValueOrDefault(lookup.Change), known))];
    }

    private Task<ImmutableDictionary<ChangeId, Acceptance>> AcceptancesAsync(IReadOnlyCollection<ChangeId> changes, CancellationToken cancellation) =>
        changes.Count == 0 ? Task.FromResult(ImmutableDictionary<ChangeId, Acceptance>.Empty) : _reads.FindAcceptancesAsync(changes, cancellation);

    private async Task<ImmutableDictionary<ContractId, StoredContract?>> ContractsAsync(HashSet<ContractId> wanted, CancellationToken cancellation)
    {
        var cached = _cache.Find(wanted);
        wanted.ExceptWith(cached.Keys);
        _meter.LookedUp(cached.Count, wanted.Count);
        return wanted.Count == 0 ? cached : cached.AddRange(await _reads.FindActiveAsync(wanted, cancellation));
    }

    private sealed record Lookup(ChangeId? Change, IReadOnlyCollection<ContractId> Contracts);
}

/// <summary>What was looked up.</summary>
/// <param name="Acceptance">The latest of the change; null if there is none.</param>
/// <param name="Contracts">Those asked for, and perhaps others.</param>
internal sealed record Found(Acceptance? Acceptance, ImmutableDictionary<ContractId, StoredContract?> Contracts);
