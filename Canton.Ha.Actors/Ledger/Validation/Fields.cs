using Canton.Ha.Actors.Ledger.Errors;

namespace Canton.Ha.Actors.Ledger.Validation;

/// <summary>Fields of requests: what is missing, and what is malformed. Answers what is right, and throws otherwise.</summary>
internal static class Fields
{
    /// <summary>A message that must be there.</summary>
    public static T Required<T>(T? message, string field)
        where T : class => message ?? throw RequestErrors.Missing(field);

    public static string UserId(string text) => UserId(text, "user_id");

    /// <summary>The id of a user in another field than usual.</summary>
    public static string UserId(string text, string field) =>
        Required(text, field, LedgerStrings.IsUserId, "it must be 1 to 128 letters, digits or @^$.!`-#+'~_|:()");

    public static string CommandId(string text) => Required(text, "command_id", LedgerStrings.IsLedgerString, LedgerStringRule);

    /// <summary>A new one is made if there is none.</summary>
    public static string SubmissionId(string text) => text switch
    {
        "" => Guid.NewGuid().ToString(),
        _ => Required(text, "submission_id", LedgerStrings.IsLedgerString, LedgerStringRule),
    };

    public static string WorkflowId(string text) =>
        text.Length == 0 || LedgerStrings.IsLedgerString(text) ? text : throw RequestErrors.InvalidArgument($"The field workflow_id is malformed: {LedgerStringRule}.");

    /// <summary>Null if it is left to the participant.</summary>
    public static string? SynchronizerId(string text) =>
        text.Length == 0 ? null : Required(text, "synchronizer_id", LedgerStrings.IsSynchronizerId, "it must be name::namespace, where a namespace is 1220 and 64 hex digits in lower case");

    public static string ContractId(string text) =>
        Required(text, "contract_id", LedgerStrings.IsContractId, "it must be 00 and at least 64, or 01 and at least 24, hex digits in lower case");

    public static string Choice(string text) => Required(text, "choice", LedgerStrings.IsName, NameRule);

    public static string Module(string text) => Required(text, "module_name", LedgerStrings.IsDottedName, NameRule);

    public static string Entity(string text) => Required(text, "entity_name", LedgerStrings.IsDottedName, NameRule);

    /// <summary>One of the parties in <paramref name="field"/>.</summary>
    public static string Party(string text, string field) => LedgerStrings.IsParty(text)
        ? text
        : throw RequestErrors.InvalidArgument($"The field {field} has the malformed party '{text}'; it must be 1 to 255 letters, digits, spaces or :-_.");

    /// <summary>All parties in <paramref name="field"/>.</summary>
    public static PartySet Parties(IEnumerable<string> texts, string field) => PartySet.Of(texts.Select(text => Party(text, field)));

    public static string Required(string text, string field, Func<string, bool> isRight, string rule)
    {
        if (text.Length == 0)
            throw RequestErrors.Missing(field);

        return isRight(text) ? text : throw RequestErrors.Invalid(field, $"{rule}, not '{Shortened(text)}'.");
    }

    private const string LedgerStringRule = "it must be 1 to 255 letters, digits, spaces or ._:-#/";
    private const string NameRule = "it must begin with a letter, $ or _, and go on with letters, digits, $ or _";

    private static string Shortened(string text) => text.Length > 100 ? $"{text[..100]}..." : text;
}
