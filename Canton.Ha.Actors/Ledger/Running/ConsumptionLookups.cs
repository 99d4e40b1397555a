using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// Looks up what certification needs of consumptions before this term. Nothing has been changed by then, so that a store that does not answer can be asked
/// again, for <see cref="Patience"/> in all; then another replica may do better.
/// </summary>
internal sealed class ConsumptionLookups(LedgerParts parts)
{
    /// <summary>For all attempts together: nothing is indexed meanwhile.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Stored consumptions of contracts on a synchronizer.</summary>
    /// <exception cref="TimeoutException">The store has not told them in time.</exception>
    public async Task<ImmutableArray<Consumption>> FindAsync(string synchronizer, IReadOnlyCollection<ContractId> ids, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(Patience, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            return await FindPatientlyAsync(synchronizer, ids, either.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TimeoutException($"The consumptions of {synchronizer} could not be looked up within {Patience.TotalSeconds:0} s.", e);
        }
    }

    private async Task<ImmutableArray<Consumption>> FindPatientlyAsync(string synchronizer, IReadOnlyCollection<ContractId> ids, CancellationToken stop)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await parts.Reads.FindConsumptionsAsync(synchronizer, ids, stop);
            }
            catch (Exception e) when (StorageTrouble.IsCauseOf(e))
            {
                if (failures == 0)
                    parts.Warn($"The consumptions of {synchronizer} cannot be looked up, and are asked for again: {e.Message}");
            }

            await Waits.PassAsync(Backoff.Doubling(FirstPause, LongestPause, failures), parts.Time, stop);
        }
    }
}
