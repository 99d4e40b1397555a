using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class CommandParserSpec
{
    private readonly FakeConsoleNode _node = new("participant1");
    private readonly CommandParser _parser;

    public CommandParserSpec() => _parser = new CommandParser([_node, new FakeConsoleNode("participant2")]);

    [Theory]
    [InlineData("participant1.replication.set_passive()")]
    [InlineData("participant1.replication.set_passive")]
    [InlineData("  participant1.replication.set_passive ( ) ")]
    public void Parentheses_and_blanks_are_a_matter_of_taste(string line) =>
        _parser.Parse(line).Should().Be(new ConsoleCommand.SetPassive(_node, To: null));

    [Fact]
    public void Every_command_is_known()
    {
        _parser.Parse("participant1.health.status()").Should().Be(new ConsoleCommand.ShowStatus(_node));
        _parser.Parse("participant1.health.is_active()").Should().Be(new ConsoleCommand.ShowActive(_node));
        _parser.Parse("participant1.health.wait_for_active()").Should().Be(new ConsoleCommand.WaitForActive(_node, TimeSpan.FromMinutes(1)));
        _parser.Parse("participant1.health.wait_for_active(5)").Should().Be(new ConsoleCommand.WaitForActive(_node, TimeSpan.FromSeconds(5)));
        _parser.Parse("participant1.health.dump(\"a.zip\")").Should().Be(new ConsoleCommand.Dump(_node, "a.zip"));
        _parser.Parse("participant1.health.set_log_level(\"DEBUG\")").Should().Be(new ConsoleCommand.SetLogLevel(_node, "DEBUG"));
        _parser.Parse("participant1.replication.roster()").Should().Be(new ConsoleCommand.ShowRoster(_node));
        _parser.Parse("participant1.replication.history()").Should().Be(new ConsoleCommand.ShowHistory(_node, 20));
        _parser.Parse("participant1.replication.history(3)").Should().Be(new ConsoleCommand.ShowHistory(_node, 3));
        _parser.Parse("participant1.replication.set_passive(\"participant2\")").Should().Be(new ConsoleCommand.SetPassive(_node, "participant2"));
        _parser.Parse("participant1.replication.pause(\"disk, \\\"sdb\\\"\")").Should().Be(new ConsoleCommand.Pause(_node, "disk, \"sdb\""));
        _parser.Parse("participant1.replication.resume").Should().Be(new ConsoleCommand.Resume(_node));
        _parser.Parse("participant1.replication.set_priority(\"participant2\", -5)").Should().Be(new ConsoleCommand.SetPriority(_node, "participant2", -5));
        _parser.Parse("participant1.watch(2)").Should().Be(new ConsoleCommand.Watch(_node, 2));
        _parser.Parse("watch").Should().Be(new ConsoleCommand.Watch(Node: null, Count: null));
        _parser.Parse("health.status()").Should().Be(new ConsoleCommand.ShowAll());
        _parser.Parse("nodes").Should().Be(new ConsoleCommand.ListNodes());
        _parser.Parse("help").Should().Be(new ConsoleCommand.Help());
        _parser.Parse("exit").Should().Be(new ConsoleCommand.Exit());
        _parser.Parse(" ").Should().Be(new ConsoleCommand.Nothing());
    }

    [Theory]
    [InlineData("participant1.replication.setpassive()", "There is no command 'participant1.replication.setpassive'. Did you mean 'participant1.replication.set_passive'?")]
    [InlineData("node", "There is no command 'node'. Did you mean 'nodes'?")]
    [InlineData("quit", "There is no command 'quit'. Did you mean 'exit'?")]
    [InlineData("()", "There is no command ''. Did you mean 'help'?")]
    [InlineData("participant3.health.is_active", "There is no node 'participant3'; there are participant1, participant2.")]
    [InlineData("participant2.health.is_activ", "There is no command 'participant2.health.is_activ'. Did you mean 'participant2.health.is_active'?")]
    public void What_is_not_known_is_answered_with_the_nearest_that_is(string line, string sentence) => _parser.Parse(line).Should().Be(new ConsoleCommand.Mistake(sentence));

    [Theory]
    [InlineData("nodes(1)", "nodes takes no argument, but '1' was given.")]
    [InlineData("participant1.replication.history(0)", "participant1.replication.history takes a number of terms from 1 to 1000 or nothing, as in participant1.replication.history(20), but '0' was given.")]
    [InlineData("participant1.replication.history(1, 2)", "*, but '1, 2' was given.")]
    [InlineData("participant1.replication.history(99999999999)", "*, but '99999999999' was given.")]
    [InlineData("participant1.replication.pause", "participant1.replication.pause takes a reason in quotes, as in participant1.replication.pause(\"disk is being replaced\"), but nothing was given.")]
    [InlineData("participant1.replication.pause(\"\")", "*takes a reason in quotes*, but '\"\"' was given.")]
    [InlineData("participant1.replication.pause(why)", "*takes a reason in quotes*, but 'why' was given.")]
    [InlineData("participant1.replication.set_priority(\"participant2\")", "*takes the name of a replica in quotes and a priority from -1000 to 1000, as in participant1.replication.set_priority(\"participant2\", 10), but '\"participant2\"' was given.")]
    [InlineData("participant1.replication.set_priority(10, \"participant2\")", "*, but '10, \"participant2\"' was given.")]
    [InlineData("nodes(", "The parenthesis after nodes is not closed.")]
    [InlineData("participant1.replication.pause(\"why)", "The quotation mark after participant1.replication.pause is not closed.")]
    [InlineData("nodes() now", "Nothing may follow the parenthesis of nodes, but 'now' does.")]
    public void A_wrong_argument_is_answered_with_one_sentence_and_the_right_form(string line, string sentence) =>
        _parser.Parse(line).Should().BeOfType<ConsoleCommand.Mistake>().Which.Text.Should().Match(sentence);
}
