using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Ledger.Errors;

/// <summary>The catalogue of what reading and pruning the ledger can refuse.</summary>
internal static class ReadErrors
{
    public static readonly ErrorCode OffsetAfterLedgerEndCode = new("OFFSET_AFTER_LEDGER_END", ErrorCategory.SeekAfterEnd);

    public static readonly ErrorCode OffsetOutOfRangeCode = new("OFFSET_OUT_OF_RANGE", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode PrunedDataAccessedCode = new("PARTICIPANT_PRUNED_DATA_ACCESSED", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode PruningInProgressCode = new("PARTICIPANT_PRUNING_IN_PROGRESS", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode UnsafeToPruneCode = new("UNSAFE_TO_PRUNE", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode UpdateNotFoundCode = new("UPDATE_NOT_FOUND", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode ContractEventsNotFoundCode = new("CONTRACT_EVENTS_NOT_FOUND", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode PackageNamesNotFoundCode = new("PACKAGE_NAMES_NOT_FOUND", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode NoTemplatesCode = new("NO_TEMPLATES_FOR_PACKAGE_NAME_AND_QUALIFIED_NAME", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode NoInterfaceCode = new("NO_INTERFACE_FOR_PACKAGE_NAME_AND_QUALIFIED_NAME", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode InvalidContinuationTokenCode = new("INVALID_CONTINUATION_TOKEN", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode InvalidContractsPageTokenCode = new("INVALID_ACS_PAGE_TOKEN", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode InvalidUpdatesPageTokenCode = new("INVALID_UPDATES_PAGE_TOKEN", ErrorCategory.InvalidIndependentOfSystemState);

    public static CantonErrorException AfterLedgerEnd(string field, long offset, long ledgerEnd) =>
        Refused(OffsetAfterLedgerEndCode, $"{field} offset ({offset}) is after ledger end ({ledgerEnd})");

    public static CantonErrorException OutOfRange(string sentence) => Refused(OffsetOutOfRangeCode, sentence);

    public static CantonErrorException Pruned(string what, long prunedUpTo) =>
        new(new CantonError(PrunedDataAccessedCode, $"{what} precedes pruned offset {prunedUpTo}; it must be {prunedUpTo} or more.") { IsDefiniteAnswer = false }
            .With("earliest_offset", $"{prunedUpTo}"));

    public static CantonErrorException PruningInProgress() =>
        Refused(PruningInProgressCode, "The participant is being pruned; try again when that is done.");

    public static CantonErrorException UnsafeToPrune(long safeOffset, string reason) =>
        new(new CantonError(UnsafeToPruneCode, $"Cannot prune yet: {reason}. The safe offset is {safeOffset}.") { IsDefiniteAnswer = false }
            .With("safe_offset", $"{safeOffset}").With("reason", reason));

    /// <param name="type">UPDATE_ID, OFFSET or TRANSACTION_HASH.</param>
    /// <param name="name">Which one.</param>
    public static CantonErrorException UpdateNotFound(string type, string name) =>
        About(type, name, UpdateNotFoundCode, "There is no such update, or none that may be seen.");

    public static CantonErrorException ContractEventsNotFound(string contractId) =>
        About("CONTRACT_ID", contractId, ContractEventsNotFoundCode, "There is no such contract, or none that may be seen.");

    public static CantonErrorException PackageNamesNotFound(string name) =>
        Refused(PackageNamesNotFoundCode, $"No package of this participant has the name {name}.");

    public static CantonErrorException NoTemplates(string name) =>
        Refused(NoTemplatesCode, $"There is no template {name}.");

    public static CantonErrorException NoInterface(string name) =>
        Refused(NoInterfaceCode, $"There is no interface {name}.");

    /// <param name="code">Of which kind the token is.</param>
    /// <param name="reason">What is wrong with it: follows "it".</param>
    public static CantonErrorException InvalidToken(ErrorCode code, string reason) =>
        Refused(code, $"The token cannot be used here: it {reason}. Go on with the same request to the same participant, or begin without a token.");

    private static CantonErrorException Refused(ErrorCode code, string cause) => new(new CantonError(code, cause) { IsDefiniteAnswer = false });

    private static CantonErrorException About(string type, string name, ErrorCode code, string cause) =>
        new(new CantonError(code, cause) { IsDefiniteAnswer = false, Resources = ImmutableArray.Create(new ErrorResource(type, name)) });
}
