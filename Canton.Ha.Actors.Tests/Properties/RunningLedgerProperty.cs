using FluentAssertions.Execution;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Whatever clients of three participants submit at once, while links break, answers are lost, writes fail and other replicas take over.</summary>
public class RunningLedgerProperty
{
    private const int Storms = 25;

    private const int StepsMax = 40;

    [Fact]
    public async Task Every_acknowledged_submission_has_one_completion_and_nothing_takes_effect_twice()
    {
        foreach (var steps in Steps().ArrayOf(StepsMax).Sample(Storms))
        {
            using var scope = new AssertionScope(string.Join(", ", steps.Select(step => $"{step}")));
            await using var storm = await RunningStorm.BeginAsync();
            foreach (var step in steps)
                await storm.ApplyAsync(step);

            await storm.SettleAsync();
            storm.Check();
        }
    }

    private static Gen<RunningStep> Steps() =>
        from kind in Gen.Frequency(
            (6, Gen.Constant(RunningStepKind.Create)), (6, Gen.Constant(RunningStepKind.Transfer)), (4, Gen.Constant(RunningStepKind.Archive)), (3, Gen.Constant(RunningStepKind.Retry)),
            (2, Gen.Constant(RunningStepKind.Wait)), (1, Gen.Constant(RunningStepKind.Reconnect)), (1, Gen.Constant(RunningStepKind.LoseAnswers)), (1, Gen.Constant(RunningStepKind.LoseMessages)),
            (1, Gen.Constant(RunningStepKind.DeliverLate)), (1, Gen.Constant(RunningStepKind.FailWrite)), (1, Gen.Constant(RunningStepKind.TakeOver)))
        from participant in Gen.Choose(0, 2)
        from choice in Gen.Choose(0, 1_000)
        select new RunningStep(kind, participant, choice);
}
