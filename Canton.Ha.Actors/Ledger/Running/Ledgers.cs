using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Opens ledgers over what is stored.</summary>
/// <param name="partsOf">What the ledger of a term is made of, given how it warns an operator.</param>
internal sealed class Ledgers(Func<LockTerm, Action<string>, LedgerParts> partsOf) : ILedgers
{
    public async Task<IOpenLedger> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation) =>
        await OpenLedger.OpenAsync(partsOf(term, text => log.Warning("{0}", text)), term, cancellation);

    public async Task RehearseAsync(CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // The stage hears of a promotion meanwhile.
        var term = RehearsalLedger.TermUntil(cancellation);
        var parts = partsOf(term, _ => { }) with { Meter = LedgerMeter.Silent, Spans = CommandSpans.None };
        await using (await OpenLedger.OpenAsync(parts, term, cancellation))
            await ReadAsync(parts.Reads, cancellation);
        await using var rehearsal = await RehearsalLedger.OpenAsync(parts.Participant, parts.Settings, cancellation);
        await using var link = await rehearsal.ConnectAsync(cancellation);
        await rehearsal.SubmitAsync(cancellation);
    }

    /// <summary>What the first submissions look up; nothing is found.</summary>
    private static async Task ReadAsync(ILedgerReads reads, CancellationToken cancellation)
    {
        var nobodys = new ChangeId(RehearsalLedger.Name, RehearsalLedger.Name, PartySet.Of(RehearsalLedger.Name));
        await reads.FindAcceptancesAsync([nobodys], cancellation);
        await reads.FindActiveAsync([default(ContractId)], cancellation);
        await reads.FindConsumptionsAsync(RehearsalLedger.Name, [default(ContractId)], cancellation);
    }
}
