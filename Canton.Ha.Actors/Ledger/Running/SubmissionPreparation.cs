using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Interpreting;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// Finds out what a submission means: whether it was accepted before, which transaction it is, and where that goes. Duplicates come first, so that who
/// submits an accepted command again is told so, and not that its contracts are gone. Nothing is changed by it.
/// </summary>
internal sealed class SubmissionPreparation(LedgerParts parts, Lookups lookups, SynchronizerBoard board, LedgerHead head)
{
    /// <summary>Timers take no longer time.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly Interpreter _interpreter = new(parts.Templates);
    private readonly Routing _routing = new(parts.Participant);

    /// <summary>
    /// What may take effect only later is prepared twice: now, so that whatever is wrong with it is told at once, and when its time has come. What says how
    /// much later gets its time now.
    /// </summary>
    /// <param name="submission">Its change is claimed.</param>
    /// <param name="cancellation">Whoever submits does not wait any more.</param>
    /// <exception cref="CantonErrorException">It is refused.</exception>
    public async Task<PreparedSubmission> PrepareAsync(Submission submission, CancellationToken cancellation)
    {
        var effectiveAt = submission.MinLedgerTime.EffectiveAt(parts.Time.NowMicros());
        if (effectiveAt <= parts.Time.NowMicros())
            return await RouteAsync(submission, cancellation);

        var due = submission with { MinLedgerTime = new MinLedgerTime(effectiveAt, Relative: 0) };
        if (await RouteAsync(due, cancellation) is PreparedSubmission.Rejection rejection)
            return rejection;

        while (effectiveAt - parts.Time.NowMicros() is var early && early > 0)
            await PauseAsync(new TaskCompletionSource().Task, Micros.ToTimeSpan(early), cancellation);
        return await RouteAsync(due, cancellation);
    }

    /// <summary>Waits for a synchronizer if one was just lost.</summary>
    private async Task<PreparedSubmission> RouteAsync(Submission submission, CancellationToken cancellation)
    {
        while (true)
        {
            var view = board.Current;
            var prepared = await PrepareAsync(submission, view.Ready);
            if (prepared is not PreparedSubmission.Unroutable unroutable)
                return prepared;
            if (view.Changed.IsCompleted)
                continue; // What was missing may have come meanwhile.
            if (board.PatienceLeft is var patience && patience <= TimeSpan.Zero)
                throw unroutable.Refusal;

            await PauseAsync(view.Changed, patience, cancellation);
        }
    }

    private async Task<PreparedSubmission> PrepareAsync(Submission submission, ImmutableArray<ConnectedSynchronizer> connected)
    {
        var found = await lookups.FindAsync(submission.Change, Interpreter.ContractsNamedBy(submission));
        var decision = DeduplicationRules.Decide(submission.Change, submission.Period, found.Acceptance, head.Bounds.ForDuplicates(parts.Time.NowMicros()));
        if (ErrorOf(decision) is { } error)
            return new PreparedSubmission.Rejection(PlaceOf(submission, connected), Submitters.Of(submission, decision), error);

        var seed = TransactionSeed.New();
        var transaction = await InterpretAsync(submission, seed, found.Contracts);
        return Route(submission, transaction, connected) switch
        {
            (null, { } refusal) => new PreparedSubmission.Unroutable(refusal),
            ({ } target, _) => Encode(submission, decision, transaction, seed, target),
            _ => throw new InvalidOperationException("There is neither a synchronizer nor a reason."),
        };
    }

    private static CantonError? ErrorOf(DeduplicationDecision decision) => decision switch
    {
        DeduplicationDecision.Duplicate duplicate => duplicate.Error,
        DeduplicationDecision.Unsupported unsupported => unsupported.Error,
        _ => null,
    };

    /// <summary>There is an acceptance, or something pruned, so that there must have been a synchronizer.</summary>
    private string PlaceOf(Submission submission, ImmutableArray<ConnectedSynchronizer> connected) =>
        submission.Synchronizer is { } prescribed && board.IsKnown(prescribed) ? prescribed
        : connected is [var first, ..] ? first.Id
        : board.AnyKnown ?? throw RoutingErrors.NotConnectedToAny();

    private async Task<InterpretedTransaction> InterpretAsync(Submission submission, TransactionSeed seed, ImmutableDictionary<ContractId, StoredContract?> stored)
    {
        while (true)
        {
            switch (_interpreter.Interpret(submission, seed, parts.Time.NowMicros(), stored))
            {
                case Interpretation.Complete complete:
                    return complete.Transaction;
                case Interpretation.Needs needs:
                    stored = stored.SetItems((await lookups.FindAsync(change: null, needs.Contracts)).Contracts);
                    break;
            }
        }
    }

    /// <summary>With an old view nothing would be accepted.</summary>
    private (ConnectedSynchronizer? Target, CantonErrorException? Refusal) Route(
        Submission submission, InterpretedTransaction transaction, ImmutableArray<ConnectedSynchronizer> connected)
    {
        try
        {
            return (_routing.Choose(submission, transaction, connected.RemoveAll(synchronizer => !parts.Rules.IsFresh(synchronizer.View, parts.Time.NowMicros()))), null);
        }
        catch (CantonErrorException refusal)
        {
            return (null, refusal);
        }
    }

    private PreparedSubmission.Message Encode(
        Submission submission, DeduplicationDecision decision, InterpretedTransaction transaction, TransactionSeed seed, ConnectedSynchronizer target)
    {
        var latest = parts.Rules.LatestSequencingTime(parts.Time.NowMicros(), target.View);
        var outgoing = SubmissionEncoder.Encode(submission, transaction, seed.MessageId, target, latest);
        return new PreparedSubmission.Message(new InFlightMessage(target.Id, Submitters.Of(submission, decision), outgoing));
    }

    /// <summary>Waits until something has happened, or a time has passed.</summary>
    private async Task PauseAsync(Task happened, TimeSpan time, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, head.Closing);
        try
        {
            await happened.WaitAsync(time < LongestPause ? time : LongestPause, parts.Time, over.Token);
        }
        catch (TimeoutException)
        {
            // That much time has passed.
        }
        catch (OperationCanceledException) when (head.Closing.IsCancellationRequested)
        {
            throw ClosingErrors.SubmissionDuringShutdown();
        }
    }
}
