using FsCheck;
using FsCheck.Fluent;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Something that happens to participants of a synchronizer.</summary>
/// <param name="Kind">What.</param>
/// <param name="Participant">To whom, 0 to 3.</param>
/// <param name="Choice">Chooses among what there is.</param>
/// <param name="IsSent">Whether a submission is sent at once, or only after the next connection.</param>
internal sealed record LedgerStep(LedgerStepKind Kind, int Participant, int Choice, bool IsSent)
{
    public static Gen<LedgerStep> Any { get; } =
        from kind in Gen.Frequency(
            (4, Gen.Constant(LedgerStepKind.Create)), (4, Gen.Constant(LedgerStepKind.Transfer)), (3, Gen.Constant(LedgerStepKind.Archive)), (6, Gen.Constant(LedgerStepKind.Receive)),
            (1, Gen.Constant(LedgerStepKind.Restart)), (1, Gen.Constant(LedgerStepKind.SendAgain)), (1, Gen.Constant(LedgerStepKind.Retry)), (1, Gen.Constant(LedgerStepKind.Rehost)),
            (1, Gen.Constant(LedgerStepKind.Join)), (1, Gen.Constant(LedgerStepKind.TimePasses)))
        from participant in Gen.Choose(0, 3)
        from choice in Gen.Choose(0, 1_000)
        from isSent in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new LedgerStep(kind, participant, choice, isSent);
}

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
