using Canton.Ha.Actors.Ledger.Validation;
using Google.Protobuf.WellKnownTypes;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Deduplication;

/// <summary>What is kept of who submitted, for the completion.</summary>
internal static class Submitters
{
    /// <summary>Of a submission about whose duplicates this was decided.</summary>
    public static V1.Submitter Of(Submission submission, DeduplicationDecision decision)
    {
        var submitter = new V1.Submitter
        {
            UserId = submission.Change.UserId,
            CommandId = submission.Change.CommandId,
            SubmissionId = submission.SubmissionId,
            TraceContext = submission.Trace,
        };
        submitter.ActAs.AddRange(submission.ActAs);
        switch (decision)
        {
            case DeduplicationDecision.Fresh fresh:
                submitter.DeduplicationOffset = fresh.EffectiveOffset;
                break;
            case DeduplicationDecision.Duplicate duplicate:
                submitter.DeduplicationOffset = duplicate.EffectiveOffset;
                break;
            default:
                submitter.DeduplicationDuration = new Duration();
                break;
        }

        return submitter;
    }

    public static ChangeId ChangeOf(V1.Submitter submitter) => new(submitter.UserId, submitter.CommandId, PartySet.Of(submitter.ActAs));
}
