using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Ledger.Errors;

/// <summary>The catalogue of what is wrong with a request whatever the state of the ledger.</summary>
internal static class RequestErrors
{
    public static readonly ErrorCode InvalidArgumentCode = new("INVALID_ARGUMENT", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode InvalidTokenCode = new("INVALID_TOKEN", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode NegativeOffsetCode = new("NEGATIVE_OFFSET", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode NonPositiveOffsetCode = new("NON_POSITIVE_OFFSET", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode DescendingOrderMissingEndCode = new("DESCENDING_ORDER_MISSING_END", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode ValueNestingCode = new("VALUE_NESTING", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode MalformedTextCode = new("MALFORMED_TEXT", ErrorCategory.InvalidIndependentOfSystemState);

    public static readonly ErrorCode DisclosedContractAlertCode = new("DISCLOSED_CONTRACT_AUTHENTICATION_FAILED", ErrorCategory.SecurityAlert);

    /// <summary>A required field is empty or absent.</summary>
    public static CantonErrorException Missing(string field) =>
        Refused(CommonErrors.MissingField, $"The field {field} is missing; it must have a value.", ("field_name", field));

    /// <summary>Nobody says for which user this is: the request must, since there is no token that could.</summary>
    public static CantonErrorException MissingUser() =>
        Refused(InvalidTokenCode, "The request is missing a user-id: there is no token that names a user, so that the field user_id must.");

    /// <param name="field">Name of the field.</param>
    /// <param name="sentence">What is wrong with it, and what would be right.</param>
    public static CantonErrorException Invalid(string field, string sentence) =>
        Refused(CommonErrors.InvalidField, $"The field {field} is malformed: {sentence}", ("field_name", field));

    /// <summary>Anything else that is wrong with a request.</summary>
    public static CantonErrorException InvalidArgument(string sentence) =>
        Refused(InvalidArgumentCode, sentence);

    /// <summary>An offset below zero. Beyond commands, so it is no definite answer of one.</summary>
    public static CantonErrorException NegativeOffset(string field, long offset) =>
        new(new CantonError(NegativeOffsetCode, $"Offset {offset} in {field} is a negative integer; it must be 0 or more.").With("field_name", field));

    /// <summary>An offset that must name an update.</summary>
    public static CantonErrorException NonPositiveOffset(string field, long offset) =>
        new(new CantonError(NonPositiveOffsetCode, $"Offset {offset} in {field} is not a positive integer; it must be 1 or more.").With("field_name", field));

    /// <summary>Who reads backwards must say from where.</summary>
    public static CantonErrorException DescendingOrderMissingEnd() =>
        new(new CantonError(DescendingOrderMissingEndCode, "descending_order was asked for without end_inclusive; it must be set."));

    /// <summary>A value that contains values too many levels of messages deep.</summary>
    public static CantonErrorException ValueNesting(int most) =>
        Refused(ValueNestingCode, $"A value is nested more than {most} levels of messages deep; at most {most} are allowed.", ("limit", $"{most}"));

    /// <summary>A text with a character that cannot be stored.</summary>
    public static CantonErrorException MalformedText(string field) =>
        Refused(MalformedTextCode, $"The text {field} contains the character U+0000; it must not.");

    /// <summary>Two disclosed contracts with one id and different contents; told only to the operator.</summary>
    public static CantonErrorException DisclosedContractsDiffer(string contractId) =>
        Refused(DisclosedContractAlertCode, $"The contract {contractId} was disclosed twice with different contents.");

    private static CantonErrorException Refused(ErrorCode code, string cause, params ReadOnlySpan<(string Key, string Value)> facts)
    {
        var error = new CantonError(code, cause) { IsDefiniteAnswer = false };
        foreach (var (key, value) in facts)
            error = error.With(key, value);
        return new CantonErrorException(error);
    }
}
