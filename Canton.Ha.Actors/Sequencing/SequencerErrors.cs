using Canton.Ha.Actors.Contracts.Errors;
using Grpc.Core;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>The catalogue of what a sequencer can refuse.</summary>
internal static class SequencerErrors
{
    public static readonly ErrorCode UnknownMember = new("SEQUENCER_UNKNOWN_MEMBER", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode TooManyMembers = new("SEQUENCER_TOO_MANY_MEMBERS", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode OlderTerm = new("SEQUENCER_OLDER_TERM", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode EventsPruned = new("SEQUENCER_EVENTS_PRUNED", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode CounterAhead = new("SEQUENCER_COUNTER_AHEAD", ErrorCategory.SeekAfterEnd) { Retry = null };

    public static readonly ErrorCode Superseded = new("SEQUENCER_SUBSCRIPTION_SUPERSEDED", ErrorCategory.ContentionOnSharedResources) { Retry = null };

    public static readonly ErrorCode Overloaded =
        new("SEQUENCER_OVERLOADED", ErrorCategory.ContentionOnSharedResources) { Status = StatusCode.ResourceExhausted, Retry = TimeSpan.FromMilliseconds(100) };

    public static readonly ErrorCode SlowSubscriber =
        new("SEQUENCER_SLOW_SUBSCRIBER", ErrorCategory.ContentionOnSharedResources) { Status = StatusCode.ResourceExhausted };

    public static readonly ErrorCode NotActive = new("SEQUENCER_NOT_ACTIVE", ErrorCategory.TransientServerFailure) { Retry = TimeSpan.FromMilliseconds(100) };

    public static readonly ErrorCode StorageUnavailable = new("SEQUENCER_STORAGE_UNAVAILABLE", ErrorCategory.TransientServerFailure);

    public static readonly ErrorCode InternalError = new("SEQUENCER_INTERNAL_ERROR", ErrorCategory.SystemInternalAssumptionViolated);

    /// <param name="field">Name of the field.</param>
    /// <param name="sentence">What it must be, and what it is: follows its name.</param>
    public static CantonErrorException Invalid(string field, string sentence) =>
        new(new CantonError(CommonErrors.InvalidField, $"The field {field} {sentence}.").With("field_name", field));

    public static CantonErrorException Missing(string field) =>
        new(new CantonError(CommonErrors.MissingField, $"The field {field} is empty; it must have a value.").With("field_name", field));

    public static CantonErrorException Refused(SequencerAnswer.Refused refused, MemberRequest request)
    {
        var code = refused.Refusal switch
        {
            RequestRefusal.UnknownMember => UnknownMember,
            RequestRefusal.TooManyMembers => TooManyMembers,
            RequestRefusal.OlderTerm => OlderTerm,
            RequestRefusal.Pruned => EventsPruned,
            RequestRefusal.AheadOfEnd => CounterAhead,
            _ => throw new ArgumentOutOfRangeException(nameof(refused), refused.Refusal, "There is no such refusal."),
        };
        return new CantonErrorException(new CantonError(code, refused.Why).With("member", request.Member).With("term", $"{request.Term}"));
    }

    public static CantonErrorException NewerSubscription(string member) =>
        new(new CantonError(Superseded, $"{member} has a newer subscription, which has taken the place of this one.").With("member", member));

    public static CantonErrorException TooSlow(string member, TimeSpan patience) =>
        new(new CantonError(SlowSubscriber, $"{member} has taken nothing for {patience.TotalSeconds} s; it may subscribe again from where it is.").With("member", member));

    public static CantonError Ceased(string replica) => new(NotActive, $"{replica} is not the active replica any more, and what it was doing has an unknown outcome; turn to the active one.");
}
