namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>What can be done to a replica, and what can go wrong with it.</summary>
internal enum StepKind
{
    Nothing,
    SetPassive,
    SetPassiveToNext,
    FailoverPauses,
    FailoverResumes,
    IsPreferred,
    IsDeferred,
    WriterEnters,
    WritersLeave,
    MainSessionDies,
    PresenceSessionDies,
    WriteSessionsDie,
    IsCutOff,
    IsConnectedAgain,
    DatabaseStops,
    DatabaseStarts,
    StageFails,
    StageHangs,
    StageCrashes,
    StageHangsAtClosing,
    StageCrashesAtClosing,
    StageCrashesNow,
    StageBehaves,
    PoolCannotOpen,
    PoolCannotEnd,
    PoolBehaves,
    AnswersAreLate,
    AnswersArrive,
}
