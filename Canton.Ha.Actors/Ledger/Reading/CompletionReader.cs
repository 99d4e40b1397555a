using Canton.Ha.Actors.Ledger.Indexing;
using Com.Daml.Ledger.Api.V2;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Completions as one reader may see them.</summary>
/// <param name="userId">Only of this user; null for every user.</param>
/// <param name="parties">Only with one of them among those who acted; empty for all.</param>
internal sealed class CompletionReader(string? userId, PartySet parties)
{
    /// <summary>The completion at this offset, or null if there is none that the reader sees.</summary>
    public Completion? Read(UpdateRow update)
    {
        if (update.Outcome is not { } outcome || (userId is not null && outcome.Submitter.UserId != userId))
            return null;

        var actAs = outcome.Submitter.ActAs.Where(party => parties.IsEmpty || parties.Contains(party)).ToList();
        return actAs.Count == 0 ? null : CompletionOf(update, outcome, actAs);
    }

    private static Completion CompletionOf(UpdateRow update, V1.Outcome outcome, IEnumerable<string> actAs)
    {
        var submitter = outcome.Submitter;
        var completion = new Completion
        {
            CommandId = submitter.CommandId,
            Status = outcome.Rejection ?? new Google.Rpc.Status(),
            UpdateId = outcome.Rejection is null ? update.UpdateId : "",
            UserId = submitter.UserId,
            SubmissionId = submitter.SubmissionId,
            TraceContext = submitter.TraceContext,
            Offset = update.Offset,
            SynchronizerTime = new SynchronizerTime { SynchronizerId = update.Synchronizer, RecordTime = Micros.ToTimestamp(update.RecordTime) },
        };
        completion.ActAs.AddRange(actAs);
        if (submitter.DeduplicationPeriodCase == V1.Submitter.DeduplicationPeriodOneofCase.DeduplicationOffset)
            completion.DeduplicationOffset = submitter.DeduplicationOffset;
        else if (submitter.DeduplicationDuration is { } duration)
            completion.DeduplicationDuration = duration;
        return completion;
    }
}
