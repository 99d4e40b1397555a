using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// Looks up what certification needs of consumptions before this term. Nothing has been changed by then, so that a store that does not answer can be asked
/// again, about ten seconds long; then another replica may do better.
/// </summary>
internal sealed class ConsumptionLookups(LedgerParts parts)
{
    private const int FailuresMax = 13;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Stored consumptions of contracts on a synchronizer.</summary>
    public async Task<ImmutableArray<Consumption>> FindAsync(string synchronizer, IReadOnlyCollection<ContractId> ids, CancellationToken stop)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await parts.Reads.FindConsumptionsAsync(synchronizer, ids, stop);
            }
            catch (Exception e) when (failures + 1 < FailuresMax && StorageTrouble.IsCauseOf(e))
            {
                if (failures == 0)
                    parts.Warn($"The consumptions of {synchronizer} cannot be looked up, and are asked for again: {e.Message}");
            }

            using var pause = new PeriodicTimer(Backoff.Doubling(FirstPause, LongestPause, failures), parts.Time);
            await pause.WaitForNextTickAsync(stop);
        }
    }
}
