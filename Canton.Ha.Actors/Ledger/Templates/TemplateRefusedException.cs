namespace Canton.Ha.Actors.Ledger.Templates;

/// <summary>The code of a template does not allow what was asked for. The client gets the message.</summary>
public sealed class TemplateRefusedException(string message) : Exception(message);
