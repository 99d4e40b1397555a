namespace Canton.Ha.Actors.Ledger.Templates;

/// <summary>A record is not what a template or choice takes. The message says what is wrong and what would be right.</summary>
public sealed class ArgumentsMismatchException(string message) : Exception(message);
