using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Errors;

/// <summary>The catalogue of what a registered submission can end with. All of it is told by a completion, and is definite.</summary>
internal static class CompletionErrors
{
    public static readonly ErrorCode DuplicateCommandCode = new("DUPLICATE_COMMAND", ErrorCategory.ResourceExists);

    public static readonly ErrorCode InvalidDeduplicationPeriodCode = new("INVALID_DEDUPLICATION_PERIOD", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode NotSequencedTimeoutCode = new("NOT_SEQUENCED_TIMEOUT", ErrorCategory.ContentionOnSharedResources);

    public static readonly ErrorCode InactiveContractsCode = new("LOCAL_VERDICT_INACTIVE_CONTRACTS", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode VerdictTimeoutCode = new("LOCAL_VERDICT_TIMEOUT", ErrorCategory.ContentionOnSharedResources);

    public static readonly ErrorCode LedgerTimeOutOfBoundCode = new("LOCAL_VERDICT_LEDGER_TIME_OUT_OF_BOUND", ErrorCategory.ContentionOnSharedResources);

    /// <summary>Beyond the reference: who takes part in the synchronizer changed while the submission was under way.</summary>
    public static readonly ErrorCode TopologyChangedCode = new("LOCAL_VERDICT_TOPOLOGY_CHANGED", ErrorCategory.ContentionOnSharedResources);

    /// <summary>The change was accepted before.</summary>
    public static CantonError Duplicate(string changeId, long completionOffset, string submissionId) =>
        Definite(DuplicateCommandCode, $"This command was accepted before, at offset {completionOffset}, within its deduplication period.")
            .With("completion_offset", $"{completionOffset}")
            .With("accepted", "true")
            .With("changeId", changeId)
            .With("existing_submission_id", submissionId)
            .With("existingSubmissionId", submissionId);

    /// <summary>What an offset asks for has been pruned.</summary>
    public static CantonError DeduplicationOffsetPruned(long offset, long earliest) =>
        Definite(InvalidDeduplicationPeriodCode, $"The deduplication offset {offset} lies in the pruned part of the ledger; it must be {earliest} or more.")
            .With("earliest_offset", $"{earliest}");

    /// <summary>What a duration asks for has been pruned.</summary>
    public static CantonError DeduplicationDurationPruned(TimeSpan duration, TimeSpan longest) =>
        Definite(InvalidDeduplicationPeriodCode, $"The deduplication duration of {Seconds(duration)} reaches into the pruned part of the ledger; it must be {Seconds(longest)} or less.")
            .With("longest_duration", Seconds(longest));

    /// <summary>The time until which it could be sequenced has passed without it.</summary>
    public static CantonError NotSequenced() =>
        Definite(NotSequencedTimeoutCode, "The submission was not sequenced within its time; try again.");

    /// <summary>Somebody else consumed the contracts in between.</summary>
    public static CantonError InactiveContracts(IEnumerable<ContractId> contracts)
    {
        var names = contracts.Select(contract => contract.ToString()).ToList();
        return Definite(InactiveContractsCode, $"Contracts were archived before this submission was sequenced: {string.Join(", ", names)}.") with
        {
            Resources = [.. names.Select(name => new ErrorResource("CONTRACT_ID", name))],
        };
    }

    /// <summary>Sequenced too late after it was made.</summary>
    public static CantonError VerdictTimeout() =>
        Definite(VerdictTimeoutCode, "The submission was sequenced too late after it was made; try again.");

    /// <summary>The ledger time of the submission is too far from the time of its sequencing.</summary>
    public static CantonError LedgerTimeOutOfBound() =>
        Definite(LedgerTimeOutOfBoundCode, "The ledger time of the submission is too far from the time at which it was sequenced; try again.");

    /// <summary>A member joined the synchronizer, or a known party moved, in between.</summary>
    public static CantonError TopologyChanged() =>
        Definite(TopologyChangedCode, "The members of the synchronizer or their parties changed while the submission was under way; try again.");

    private static CantonError Definite(ErrorCode code, string cause) => new(code, cause) { IsDefiniteAnswer = true, Facts = ImmutableArray<KeyValuePair<string, string>>.Empty };

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds}s");
}
