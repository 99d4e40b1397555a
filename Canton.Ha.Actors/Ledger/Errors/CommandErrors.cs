using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Templates;

namespace Canton.Ha.Actors.Ledger.Errors;

/// <summary>The catalogue of what interpretation and routing can refuse. All of it is told by the call itself and leaves no completion.</summary>
internal static class CommandErrors
{
    public static readonly ErrorCode PreprocessingFailedCode = new("COMMAND_PREPROCESSING_FAILED", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode AuthorizationCode = new("DAML_AUTHORIZATION_ERROR", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode ContractNotFoundCode = new("CONTRACT_NOT_FOUND", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode ContractNotActiveCode = new("CONTRACT_NOT_ACTIVE", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode InterpretationCode = new("DAML_INTERPRETATION_ERROR", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode UserErrorCode = new("INTERPRETATION_USER_ERROR", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode UnhandledExceptionCode = new("UNHANDLED_EXCEPTION", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode PackageNotFoundCode = new("PACKAGE_NOT_FOUND", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode AlreadyInFlightCode = new("SUBMISSION_ALREADY_IN_FLIGHT", ErrorCategory.ContentionOnSharedResources);

    public static readonly ErrorCode BackpressureCode = new("PARTICIPANT_BACKPRESSURE", ErrorCategory.ContentionOnSharedResources);

    /// <summary>Arguments that are not what the template or choice takes.</summary>
    public static CantonErrorException Preprocessing(string sentence) => Refused(PreprocessingFailedCode, sentence);

    /// <summary>Parties whose consent is needed have not given it.</summary>
    public static CantonErrorException Authorization(string what, IEnumerable<string> missing) =>
        Refused(AuthorizationCode, $"{what} requires the authorization of {string.Join(", ", missing)}, which act_as and the contracts above it do not give.");

    /// <summary>Unknown, archived, or not to be seen by the submitters: which of these is nobody's business.</summary>
    public static CantonErrorException ContractNotFound(string contractId) =>
        About("CONTRACT_ID", contractId, ContractNotFoundCode, $"There is no active contract {contractId} that the submitters can see.");

    /// <summary>Consumed earlier in the same transaction.</summary>
    public static CantonErrorException ContractNotActive(string contractId) =>
        About("CONTRACT_ID", contractId, ContractNotActiveCode, $"The contract {contractId} was consumed earlier in the same transaction.");

    /// <summary>A contract of another template than the command says.</summary>
    public static CantonErrorException WronglyTyped(string contractId, TemplateId expected, TemplateId actual) =>
        Refused(InterpretationCode, $"The contract {contractId} is of template {actual}, not of {expected}.");

    /// <summary>Code of a template asked for what cannot be.</summary>
    public static CantonErrorException Interpretation(string sentence) => Refused(InterpretationCode, $"The commands cannot be interpreted: {sentence}");

    /// <summary>Code of a template ended the interpretation.</summary>
    public static CantonErrorException UserError(TemplateId template, string sentence) =>
        Refused(UserErrorCode, $"Interpretation of {template} was ended by its code: {sentence}");

    /// <summary>Code of a template failed.</summary>
    public static CantonErrorException UnhandledException(TemplateId template, string sentence) =>
        Refused(UnhandledExceptionCode, $"Interpretation of {template} failed: {sentence}");

    /// <summary>A package that is not there.</summary>
    public static CantonErrorException PackageNotFound(string package) =>
        About("PACKAGE", package, PackageNotFoundCode, $"There is no package {package}.");

    /// <summary>The same change is being processed.</summary>
    public static CantonErrorException AlreadyInFlight(string submissionId) =>
        new(new CantonError(AlreadyInFlightCode, $"The same command is being processed under the submission id {submissionId}; wait for its completion, or try again.")
        { IsDefiniteAnswer = false }.With("existing_submission_id", submissionId));

    /// <summary>Too much is under way.</summary>
    public static CantonErrorException Backpressure(string reason) =>
        new(new CantonError(BackpressureCode, $"The participant is overloaded: {reason}. Try again later.") { IsDefiniteAnswer = false }.With("reason", reason));

    private static CantonErrorException Refused(ErrorCode code, string cause) => new(new CantonError(code, cause) { IsDefiniteAnswer = false });

    private static CantonErrorException About(string type, string name, ErrorCode code, string cause) =>
        new(new CantonError(code, cause) { IsDefiniteAnswer = false, Resources = ImmutableArray.Create(new ErrorResource(type, name)) });
}
