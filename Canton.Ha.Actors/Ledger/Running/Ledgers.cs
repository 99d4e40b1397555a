using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Opens ledgers over a store.</summary>
internal sealed class Ledgers(LedgerParts parts) : ILedgers
{
    public async Task<IOpenLedger> OpenAsync(LockTerm term, CancellationToken cancellation) => await OpenLedger.OpenAsync(parts, term, cancellation);
}
