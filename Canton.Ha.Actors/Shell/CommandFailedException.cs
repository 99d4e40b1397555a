namespace Canton.Ha.Actors.Shell;

/// <summary>A command did not do what it was to do; the message is a sentence for the operator.</summary>
internal sealed class CommandFailedException(FailureKind kind, string sentence) : Exception(sentence)
{
    public FailureKind Kind { get; } = kind;
}

/// <summary>Why a command failed; the value is the exit code of a console that ran it for a script.</summary>
internal enum FailureKind
{
    /// <summary>The node was asked and did not do it.</summary>
    Refused = 1,

    /// <summary>It is no command, or not a complete one.</summary>
    Mistake = 2,

    /// <summary>The node could not be asked, or its answer did not come.</summary>
    Unreachable = 3,
}
