using Akka.Event;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Opens ledgers over what is stored.</summary>
/// <param name="partsOf">What the ledger of a term is made of, given how it warns an operator.</param>
internal sealed class Ledgers(Func<LockTerm, Action<string>, LedgerParts> partsOf) : ILedgers
{
    public async Task<IOpenLedger> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation) =>
        await OpenLedger.OpenAsync(partsOf(term, text => log.Warning("{0}", text)), term, cancellation);
}
