namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>Nobody answers at the address of a node; it may be otherwise in a moment. The message is a sentence for the operator.</summary>
internal sealed class UnreachableException(string sentence) : Exception(sentence);
