namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Something that happens to participants of a synchronizer.</summary>
/// <param name="Kind">What.</param>
/// <param name="Participant">To whom, 0 to 3.</param>
/// <param name="Choice">Chooses among what there is.</param>
/// <param name="IsSent">Whether a submission is sent at once, or only after the next connection.</param>
internal sealed record LedgerStep(LedgerStepKind Kind, int Participant, int Choice, bool IsSent);

/// <summary>What can happen.</summary>
internal enum LedgerStepKind
{
    Create,
    Transfer,
    Archive,
    Receive,
    Restart,
    SendAgain,
    Retry,
    Rehost,
    Join,
    TimePasses,
}
