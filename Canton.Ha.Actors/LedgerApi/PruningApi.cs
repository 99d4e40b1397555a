using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Com.Daml.Ledger.Api.V2.Admin;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Removes what nobody needs to read any more: one pruning at a time, and none of what decides about duplicates.</summary>
internal sealed class PruningApi(ILedger ledger, ParticipantSettings settings, TimeProvider time) : ParticipantPruningService.ParticipantPruningServiceBase
{
    private readonly SemaphoreSlim _turn = new(1);

    public override async Task<PruneResponse> Prune(PruneRequest request, ServerCallContext context)
    {
        var isFree = await _turn.WaitAsync(TimeSpan.Zero, CancellationToken.None);
        try
        {
            if (await IsNeededAsync(ledger, request.PruneUpTo, isFree, context.CancellationToken))
                await ledger.PruneAsync(request.PruneUpTo, context.CancellationToken);
            return new PruneResponse();
        }
        finally
        {
            if (isFree)
                _turn.Release();
        }
    }

    private async Task<bool> IsNeededAsync(ILedger ledger, long pruneUpTo, bool isFree, CancellationToken cancellation)
    {
        var stored = await ledger.Reads.ReadBoundsAsync(cancellation);
        var now = Math.Max(time.NowMicros(), stored.End.PublishedAt);
        var safeOffset = await ledger.Reads.FindOffsetBeforeAsync(PruningRules.KeptSince(now, settings.DeduplicationMax), cancellation);
        return PruningRules.Decide(pruneUpTo, new LedgerBounds(stored.PrunedUpTo, ledger.Head.End), !isFree, safeOffset);
    }
}
