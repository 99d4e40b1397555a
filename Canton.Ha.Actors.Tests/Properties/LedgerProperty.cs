using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Whatever three participants submit, however late they hear of each other, and whenever they are restarted.</summary>
public class LedgerProperty
{
    private const int Storms = 150;

    [Fact]
    public void Participants_agree_nothing_is_consumed_twice_and_every_submission_has_one_outcome() =>
        Prop.ForAll(Steps().ArrayOf().ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(Storms).WithStartSize(5).WithEndSize(80));

    private static Gen<LedgerStep> Steps() =>
        from kind in Gen.Frequency(
            (4, Gen.Constant(LedgerStepKind.Create)), (4, Gen.Constant(LedgerStepKind.Transfer)), (3, Gen.Constant(LedgerStepKind.Archive)), (6, Gen.Constant(LedgerStepKind.Receive)),
            (1, Gen.Constant(LedgerStepKind.Restart)), (1, Gen.Constant(LedgerStepKind.SendAgain)), (1, Gen.Constant(LedgerStepKind.Retry)), (1, Gen.Constant(LedgerStepKind.Rehost)),
            (1, Gen.Constant(LedgerStepKind.Join)), (1, Gen.Constant(LedgerStepKind.TimePasses)))
        from participant in Gen.Choose(0, 3)
        from choice in Gen.Choose(0, 1_000)
        from isSent in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new LedgerStep(kind, participant, choice, isSent);

    private static void Survives(LedgerStep[] steps)
    {
        var storm = new LedgerStorm();
        foreach (var step in steps)
            storm.Apply(step);

        storm.Settle();
        storm.Check();
    }
}
