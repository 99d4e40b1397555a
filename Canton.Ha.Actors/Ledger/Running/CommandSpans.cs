using System.Collections.Immutable;
using System.Diagnostics;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Validation;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// Records what a replica does for commands: <c>store</c>, <c>send</c>, <c>index</c>. The trace of a command is stored with it, so that it goes on at
/// whichever replica brings the command to its end.
/// </summary>
/// <param name="replica">Name of the replica; empty where nothing counts.</param>
internal sealed class CommandSpans(string replica)
{
    /// <summary>For rehearsals, which shall not be seen.</summary>
    public static CommandSpans None { get; } = new("");

    /// <summary>When something begins, if it is worth knowing.</summary>
    public DateTimeOffset Now => AreWanted ? TimeProvider.System.GetUtcNow() : default;

    private bool AreWanted => replica.Length > 0 && Spans.AreWanted;

    /// <summary>A submission was stored, or refused by an error.</summary>
    public void Stored(Submission submission, DateTimeOffset began, string? error = null)
    {
        if (AreWanted)
            Spans.Note(
                "store", ActivityKind.Internal, submission.Trace, began,
                ("replica", replica), ("command_id", submission.Change.CommandId), ("submission_id", submission.SubmissionId), ("error", error));
    }

    /// <summary>A synchronizer has taken messages.</summary>
    public void Sent(ImmutableArray<V1.Outgoing> messages, string synchronizer, DateTimeOffset began)
    {
        if (!AreWanted)
            return;
        foreach (var message in messages)
            Spans.Note("send", ActivityKind.Producer, message.TraceContext, began, ("replica", replica), ("synchronizer", synchronizer));
    }

    /// <summary>Updates can be read.</summary>
    public void Indexed(IEnumerable<UpdateRow> updates, DateTimeOffset began)
    {
        if (!AreWanted)
            return;
        foreach (var update in updates)
            Spans.Note(
                "index", ActivityKind.Consumer, update.Outcome?.Submitter.TraceContext ?? update.Transaction?.TraceContext, began,
                ("replica", replica), ("offset", update.Offset), ("error", update.Outcome?.Rejection is { } rejection ? Contracts.Errors.ErrorStatus.IdOf(rejection) : null));
    }
}
