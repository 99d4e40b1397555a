using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Whatever commands and faults happen to three replicas on one database.</summary>
public sealed class OneWriterProperty : NodeKit
{
    private const int Storms = 50;

    private static readonly StepKind[] s_policies =
    [
        StepKind.SetPassive, StepKind.SetPassiveToNext, StepKind.FailoverPauses, StepKind.FailoverResumes, StepKind.IsPreferred, StepKind.IsDeferred,
        StepKind.MainSessionDies, StepKind.IsCutOff, StepKind.IsConnectedAgain, StepKind.AnswersAreLate, StepKind.AnswersArrive,
    ];

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Never_two_admit_writers_and_one_is_active_in_the_end() =>
        Prop.ForAll(Steps(Enum.GetValues<StepKind>()).Array(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(Storms).WithStartSize(5).WithEndSize(60));

    /// <summary>As above, with nothing but what operators do and the deaths that it is about.</summary>
    [Fact]
    public void Pauses_nominations_and_priorities_never_make_two_and_leave_one_in_the_end() =>
        Prop.ForAll(Steps(s_policies).Array(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(Storms).WithStartSize(5).WithEndSize(40));

    private static Arbitrary<Step> Steps(params StepKind[] kinds) =>
        (from kind in Gen.Elements(kinds)
         from replica in Gen.Choose(0, 2)
         from millis in Gen.Elements(0, 20, 100, 300, 700, 1500, 3000)
         select new Step(kind, replica, millis)).ToArbitrary();

    private void Survives(Step[] steps)
    {
        var database = new FakeDatabase(Time, Settings);
        var storm = new Storm(database, Spawn);
        foreach (var step in steps)
        {
            storm.Apply(step);
            storm.Check();
            Pass(TimeSpan.FromMilliseconds(step.Millis), database, storm);
        }

        storm.Calm();
        ExpectOneActive(database, storm);
        storm.End();
    }

    private void ExpectOneActive(FakeDatabase database, Storm storm)
    {
        for (var waited = 0; waited < 60 && !storm.IsSettled; waited++)
            Pass(TimeSpan.FromSeconds(1), database, storm);
        Pass(TimeSpan.FromSeconds(5), database, storm);
        storm.IsSettled.Should().BeTrue("one replica must be active in the end, but they are {0}", string.Join(", ", storm.Roles));
    }

    private void Pass(TimeSpan time, FakeDatabase database, Storm storm) => Advance(time, s_tick, () =>
    {
        database.Step();
        storm.Check();
    });
}
