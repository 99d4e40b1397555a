using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Ledger.Errors;

/// <summary>The catalogue of why there is no synchronizer for a submission.</summary>
internal static class RoutingErrors
{
    public static readonly ErrorCode NotConnectedToAnyCode = new("NOT_CONNECTED_TO_ANY_SYNCHRONIZER", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode InvalidPrescribedCode = new("INVALID_PRESCRIBED_SYNCHRONIZER_ID", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode UnknownSubmittersCode = new("UNKNOWN_SUBMITTERS", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode UnknownInformeesCode = new("UNKNOWN_INFORMEES", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode NoneForSubmittersCode = new("NO_SYNCHRONIZER_ON_WHICH_ALL_SUBMITTERS_CAN_SUBMIT", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode NoCommonCode = new("NO_COMMON_SYNCHRONIZER", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode NoneForSubmissionCode = new("NO_SYNCHRONIZER_FOR_SUBMISSION", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static CantonErrorException NotConnectedToAny() =>
        Refused(NotConnectedToAnyCode, "This participant is not connected to any synchronizer that is ready; connect one, or try again.");

    public static CantonErrorException InvalidPrescribed(string synchronizer, string reason) =>
        Refused(InvalidPrescribedCode, $"The prescribed synchronizer {synchronizer} cannot be used: {reason}");

    public static CantonErrorException UnknownSubmitters(IEnumerable<string> parties) =>
        Refused(UnknownSubmittersCode, $"Not hosted by this participant: {string.Join(", ", parties)}. Allocate them before they act.");

    public static CantonErrorException UnknownInformees(IEnumerable<string> parties) =>
        Refused(UnknownInformeesCode, $"Not hosted by any participant: {string.Join(", ", parties)}. Allocate them before they occur in a contract.");

    public static CantonErrorException NoneForSubmitters(IEnumerable<string> parties) =>
        Refused(NoneForSubmittersCode, $"There is no connected synchronizer on which this participant may submit for all of {string.Join(", ", parties)}.");

    public static CantonErrorException NoCommon(IEnumerable<string> parties) =>
        Refused(NoCommonCode, $"There is no connected synchronizer on which all of these are hosted: {string.Join(", ", parties)}.");

    public static CantonErrorException NoneForSubmission(string reason) => Refused(NoneForSubmissionCode, $"No synchronizer can take this submission: {reason}");

    private static CantonErrorException Refused(ErrorCode code, string cause) => new(new CantonError(code, cause) { IsDefiniteAnswer = false });
}
