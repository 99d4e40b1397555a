using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>The catalogue of what the Ledger API itself can refuse, besides what the ledger refuses.</summary>
internal static class LedgerApiErrors
{
    public static readonly ErrorCode RequestDeadlineExceededCode = new("REQUEST_DEADLINE_EXCEEDED", ErrorCategory.DeadlineExceededRequestStateUnknown);

    public static readonly ErrorCode InternalCode = new("LEDGER_API_INTERNAL_ERROR", ErrorCategory.SystemInternalAssumptionViolated);

    /// <summary>What was asked for may still happen.</summary>
    public static CantonErrorException TimedOut(TimeSpan after) => Refused(
        CommonErrors.RequestTimeOut, $"There was no outcome within {after.TotalSeconds:0.###} s: it may still come; look for the completion, or submit again with the same command id.");

    /// <summary>Nothing has happened.</summary>
    public static CantonErrorException TooLate() => Refused(RequestDeadlineExceededCode, "The deadline of the call was over when it arrived; nothing has been done.");

    public static CantonErrorException TooManyStreams(int most, string limit) =>
        new(new CantonError(CommonErrors.MaximumNumberOfStreams, $"There are {most} streams already, as many as {limit}; try again later.") { IsDefiniteAnswer = false }
            .With("limit", $"{most}"));

    public static CantonError Storage(string replica, Exception cause) =>
        new(ClosingErrors.StorageUnavailableCode, $"{replica} cannot use its database: {cause.Message}") { IsDefiniteAnswer = false };

    /// <summary>Only the operator gets to know more.</summary>
    public static CantonError Internal(Exception cause) => new(InternalCode, cause.Message);

    private static CantonErrorException Refused(ErrorCode code, string cause) => new(new CantonError(code, cause) { IsDefiniteAnswer = false });
}
