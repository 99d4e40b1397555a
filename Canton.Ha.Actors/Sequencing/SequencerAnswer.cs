using System.Collections.Immutable;
using Canton.Ha.Sequencer.V1;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What a request has come to. To be given only when everything before it in the order is on the disk.</summary>
internal abstract record SequencerAnswer
{
    /// <summary>The member is one since then.</summary>
    public sealed record Registered(long At) : SequencerAnswer;

    /// <summary>One outcome for each message, in their order.</summary>
    public sealed record Submitted(ImmutableArray<SubmissionOutcome> Outcomes) : SequencerAnswer;

    /// <summary>The member may hear its events.</summary>
    public sealed record Subscribed(MemberState Member) : SequencerAnswer;

    /// <summary>It is noted.</summary>
    public sealed record Acknowledged : SequencerAnswer
    {
        public static readonly Acknowledged Instance = new();
    }

    /// <summary>The sequencer has done what it does for itself.</summary>
    public sealed record Done : SequencerAnswer
    {
        public static readonly Done Instance = new();
    }

    /// <summary>Nothing was done.</summary>
    public sealed record Refused(RequestRefusal Refusal, string Why) : SequencerAnswer;
}

/// <summary>What has become of one message.</summary>
internal abstract record SubmissionOutcome
{
    /// <summary>It has this place, perhaps from an earlier submission.</summary>
    public sealed record Sequenced(long At) : SubmissionOutcome;

    /// <summary>It has none.</summary>
    public sealed record Refused(SubmissionRefusal.Types.Reason Reason, string Why) : SubmissionOutcome;
}

/// <summary>Why a whole request is refused.</summary>
internal enum RequestRefusal
{
    /// <summary>Nobody of that name is a member.</summary>
    UnknownMember,

    /// <summary>There are as many members as there may be.</summary>
    TooManyMembers,

    /// <summary>The member has subscribed in a newer term.</summary>
    OlderTerm,

    /// <summary>The events asked for are gone.</summary>
    Pruned,

    /// <summary>The member knows a counter that does not exist yet.</summary>
    AheadOfEnd,
}
