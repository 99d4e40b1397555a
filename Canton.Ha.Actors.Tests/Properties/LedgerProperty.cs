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
        Prop.ForAll(LedgerStep.Any.ArrayOf().ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(Storms).WithStartSize(5).WithEndSize(80));

    private static void Survives(LedgerStep[] steps)
    {
        var storm = new LedgerStorm();
        foreach (var step in steps)
            storm.Apply(step);

        storm.Settle();
        storm.Check();
    }
}
