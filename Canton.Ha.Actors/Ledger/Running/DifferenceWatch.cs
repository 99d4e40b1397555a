using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Tells an operator, once, of each contract that ended for the others of its synchronizer although it was not active here.</summary>
internal sealed class DifferenceWatch(LedgerParts parts)
{
    /// <summary>How often the store is asked.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private const int ToldMax = 100;

    private long? _toldUpTo;

    /// <summary>Watches until the ledger closes, and not before a take-over is long past. A store that does not answer is asked again.</summary>
    public async Task RunAsync(CancellationToken closing)
    {
        using var pace = new PeriodicTimer(Every, parts.Time);
        try
        {
            while (await pace.WaitForNextTickAsync(closing))
                await LookAsync(closing);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The next term goes on.
        }
    }

    private async Task LookAsync(CancellationToken closing)
    {
        try
        {
            var found = await parts.Reads.FindDifferencesAsync(_toldUpTo ?? 0, ToldMax, closing);
            if (_toldUpTo is null)
                TellBefore(found);
            else
                Tell(found);
            _toldUpTo = found.IsEmpty ? _toldUpTo ?? 0 : found[0].Offset;
        }
        catch (Exception e) when (StorageTrouble.IsCauseOf(e))
        {
            // What there is, is there at the next look.
        }
    }

    /// <summary>One line for all that earlier terms may have told already.</summary>
    private void TellBefore(ImmutableArray<Archival> found)
    {
        if (!found.IsEmpty)
            parts.Warn($"Contracts have ended on their synchronizer that were not active here: {Count(found)} so far, the last one at offset {found[0].Offset}; see the table ledger_difference.");
    }

    private void Tell(ImmutableArray<Archival> found)
    {
        foreach (var difference in found.Reverse())
            parts.Warn($"The contract {difference.Contract} has ended on its synchronizer at offset {difference.Offset}, and was not active here: this participant and another one disagree.");
        if (found.Length == ToldMax)
            parts.Warn("There may be more such contracts: see the table ledger_difference.");
    }

    private static string Count(ImmutableArray<Archival> found) => found.Length < ToldMax ? $"{found.Length}" : $"{ToldMax} or more";
}
