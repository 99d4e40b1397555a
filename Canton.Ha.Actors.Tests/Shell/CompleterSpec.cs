using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Shell.Editing;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public class CompleterSpec
{
    private static readonly CommandParser Parser = new([new FakeConsoleNode("participant1"), new FakeConsoleNode("participant2")]);
    private static readonly Completer Completer = new(Parser.Forms);

    [Theory]
    [InlineData("no", "nodes()")]
    [InlineData("part", "participant")]
    [InlineData("participant1.h", "participant1.health.")]
    [InlineData("participant1.replication.hi", "participant1.replication.history()")]
    [InlineData("participant1.replication.pau", "participant1.replication.pause(")]
    [InlineData("participant1.replication.set_pa", "participant1.replication.set_passive()")]
    [InlineData("participant1.replication.set_passive(\"participant2", "participant1.replication.set_passive(\"participant2\"")]
    [InlineData("participant1.replication.set_passive(\"pa", "participant1.replication.set_passive(\"participant")]
    [InlineData("participant1.health.set_log_level(\"D", "participant1.health.set_log_level(\"DEBUG\"")]
    [InlineData("  no", "  nodes()")]
    [InlineData("nothing", "nothing")]
    [InlineData("nodes(", "nodes(")]
    public void What_is_certain_is_added(string typed, string completed) => Completer.Complete(EditedLine.Of(typed)).Line.Should().Be(EditedLine.Of(completed));

    [Fact]
    public void What_is_not_certain_is_proposed_up_to_the_next_dot() =>
        Completer.Complete(EditedLine.Of("participant1.")).Candidates.Should().Equal("participant1.health.", "participant1.ledger_api.", "participant1.replication.", "participant1.synchronizers.", "participant1.watch()");

    [Fact]
    public void What_stands_there_stays_and_every_proposal_begins_with_it() => Prop.ForAll<NonNull<string>, NonNegativeInt>((typed, cursor) =>
    {
        var line = new EditedLine(typed.Get, Math.Min(cursor.Get, typed.Get.Length));
        var completion = Completer.Complete(line);
        completion.Line.Before.Should().StartWith(line.Before);
        completion.Line.After.Should().Be(line.After);
        Completer.Complete(completion.Line).Line.Before.Should().StartWith(completion.Line.Before);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_command_can_be_reached_by_completion() => Parser.Forms.Keys.Should().AllSatisfy(name =>
    {
        for (var length = 0; length < name.Length; length++)
        {
            var completion = Completer.Complete(EditedLine.Of(name[..length]));
            completion.Candidates.Append(completion.Line.Text).Should().Contain(text => name.StartsWith(text.TrimEnd('(', ')')));
        }
    });
}
