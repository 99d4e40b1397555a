namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Something that happens to running ledgers.</summary>
/// <param name="Kind">What.</param>
/// <param name="Participant">To whom, 0 to 2.</param>
/// <param name="Choice">Chooses among what there is.</param>
internal sealed record RunningStep(RunningStepKind Kind, int Participant, int Choice);

/// <summary>What can happen.</summary>
internal enum RunningStepKind
{
    Create,
    Transfer,
    Archive,
    Retry,
    Wait,
    Reconnect,
    LoseAnswers,
    LoseMessages,
    DeliverLate,
    FailWrite,
    TakeOver,
}
