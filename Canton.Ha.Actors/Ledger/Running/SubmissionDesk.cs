using System.Threading.Channels;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Validation;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Takes what is submitted: claims its change, finds out what it means, has it stored, and only then acknowledges it.</summary>
internal sealed class SubmissionDesk(
    LedgerParts parts, Underway underway, SubmissionPreparation preparation, Gathering<InFlightMessage, bool> storing, SynchronizerBoard board, ChannelWriter<IndexingWork> indexing)
{
    /// <returns>The outcome, which completes when it can be read.</returns>
    /// <exception cref="CantonErrorException">It is refused: there will be no completion.</exception>
    public async Task<Task<UpdateRow>> TakeAsync(Submission submission, CancellationToken cancellation)
    {
        var (startedAt, began) = (parts.Time.GetTimestamp(), parts.Spans.Now);
        try
        {
            var outcome = await TakeUnmeasuredAsync(submission, cancellation);
            parts.Meter.Stored(parts.Time.GetElapsedTime(startedAt));
            parts.Spans.Stored(submission, began);
            return outcome;
        }
        catch (CantonErrorException e)
        {
            parts.Meter.Refused(e.Error, parts.Time.GetElapsedTime(startedAt));
            parts.Spans.Stored(submission, began, e.Error.Code.Id);
            throw;
        }
    }

    private async Task<Task<UpdateRow>> TakeUnmeasuredAsync(Submission submission, CancellationToken cancellation)
    {
        underway.Claim(submission);
        return await PrepareAsync(submission, cancellation) switch
        {
            PreparedSubmission.Message message => await StoreAsync(submission, message.InFlight),
            PreparedSubmission.Rejection rejection => await RejectAsync(submission, rejection),
            _ => throw new InvalidOperationException("A submission that nobody can take should have been refused."),
        };
    }

    /// <summary>Hosts parties, and waits until that can be read.</summary>
    /// <exception cref="CantonErrorException">The synchronizer is not connected, or has not sequenced it in time; or nobody knows.</exception>
    public async Task AllocateAsync(string synchronizer, IReadOnlyCollection<HostedParty> parties, CancellationToken cancellation)
    {
        if (board.Current.Ready.FirstOrDefault(ready => ready.Id == synchronizer) is not { } place)
            throw ManagementErrors.NotConnected(synchronizer);

        var latest = parts.Rules.LatestSequencingTime(parts.Time.NowMicros(), place.View);
        var message = new InFlightMessage(synchronizer, Submitter: null, HostingMessages.Allocated(Guid.NewGuid(), parties, latest));
        var outcome = underway.Begin(message);
        try
        {
            await storing.AskAsync(message);
        }
        catch (LedgerClosedException)
        {
            throw ClosingErrors.AbortedDueToShutdown();
        }

        await outcome.WaitAsync(cancellation);
        var hosting = board.HostingOf(synchronizer);
        if (parties.FirstOrDefault(party => hosting.PermissionOf(party.Participant, party.Party) != party.Permission) is { } missing)
            throw ManagementErrors.AllocationTimedOut(missing.Party, synchronizer);
    }

    private async Task<PreparedSubmission> PrepareAsync(Submission submission, CancellationToken cancellation)
    {
        try
        {
            return await preparation.PrepareAsync(submission, cancellation);
        }
        catch (Exception e)
        {
            underway.Release(submission.Change);
            if (e is LedgerClosedException)
                throw ClosingErrors.SubmissionDuringShutdown();
            if (StorageTrouble.IsCauseOf(e))
                throw ClosingErrors.StorageUnavailable();
            throw;
        }
    }

    private async Task<Task<UpdateRow>> StoreAsync(Submission submission, InFlightMessage message)
    {
        var outcome = Begin(submission, message);
        try
        {
            await storing.AskAsync(message);
            return OutcomeAsync(outcome);
        }
        catch (LedgerClosedException)
        {
            throw new CantonErrorException(ClosingErrors.PassiveReplica(submission.Change.UserId, submission.Change.CommandId));
        }
    }

    private Task<UpdateRow?> Begin(Submission submission, InFlightMessage message)
    {
        try
        {
            return underway.Begin(message);
        }
        catch (CantonErrorException)
        {
            underway.Release(submission.Change);
            throw;
        }
    }

    private async Task<UpdateRow> OutcomeAsync(Task<UpdateRow?> outcome)
    {
        var storedAt = parts.Time.GetTimestamp();
        var update = await outcome ?? throw new InvalidOperationException("A submission of a client is not left without a completion.");
        parts.Meter.Completed(parts.Time.GetElapsedTime(storedAt));
        return update;
    }

    /// <summary>It is acknowledged when its completion can be read: nothing else of it is stored.</summary>
    private async Task<Task<UpdateRow>> RejectAsync(Submission submission, PreparedSubmission.Rejection rejection)
    {
        var written = new TaskCompletionSource<UpdateRow>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await indexing.WriteAsync(new IndexingWork.Rejected(rejection.Synchronizer, rejection.Submitter, rejection.Error, written));
            return Task.FromResult(await written.Task);
        }
        catch (Exception e) when (e is LedgerClosedException or ChannelClosedException)
        {
            throw new CantonErrorException(ClosingErrors.PassiveReplica(submission.Change.UserId, submission.Change.CommandId));
        }
        finally
        {
            underway.Release(submission.Change);
        }
    }
}
