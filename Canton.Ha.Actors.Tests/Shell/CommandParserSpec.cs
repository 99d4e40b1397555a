using Akka.Actor;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Storage.Memory;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class CommandParserSpec
{
    private readonly ConsoleNode _node = new(
        "participant1", ActorRefs.Nobody, Board.Of("participant1", ReplicaRole.Passive).Status,
        MemoryStorage.For(EmbeddedDisk.Replica("participant1", "participant", new StorageSettings.Memory()), () => EmbeddedDisk.Addresses).History);

    private readonly CommandParser _parser;

    public CommandParserSpec() => _parser = new CommandParser([_node]);

    [Theory]
    [InlineData("participant1.replication.set_passive()")]
    [InlineData("participant1.replication.set_passive")]
    [InlineData("  participant1.replication.set_passive ( ) ")]
    public void Parentheses_and_blanks_are_a_matter_of_taste(string line) =>
        _parser.Parse(line).Should().Be(new ConsoleCommand.SetPassive(_node));

    [Fact]
    public void Every_command_is_known()
    {
        _parser.Parse("participant1.health.status()").Should().Be(new ConsoleCommand.ShowStatus(_node));
        _parser.Parse("participant1.health.is_active()").Should().Be(new ConsoleCommand.ShowActive(_node));
        _parser.Parse("participant1.replication.roster()").Should().Be(new ConsoleCommand.ShowRoster(_node));
        _parser.Parse("participant1.replication.history()").Should().Be(new ConsoleCommand.ShowHistory(_node, 20));
        _parser.Parse("participant1.replication.history(3)").Should().Be(new ConsoleCommand.ShowHistory(_node, 3));
        _parser.Parse("health.status()").Should().Be(new ConsoleCommand.ShowAll());
        _parser.Parse("nodes").Should().Be(new ConsoleCommand.ListNodes());
        _parser.Parse("help").Should().Be(new ConsoleCommand.Help());
        _parser.Parse("exit").Should().Be(new ConsoleCommand.Exit());
        _parser.Parse(" ").Should().Be(new ConsoleCommand.Nothing());
    }

    [Theory]
    [InlineData("participant1.replication.setpassive()", "participant1.replication.set_passive")]
    [InlineData("participant2.health.is_activ", "participant1.health.is_active")]
    [InlineData("node", "nodes")]
    [InlineData("quit", "exit")]
    public void An_unknown_command_is_answered_with_the_nearest_known_one(string line, string nearest) =>
        _parser.Parse(line).Should().BeOfType<ConsoleCommand.Mistake>().Which.Text.Should().EndWith($"Did you mean '{nearest}'?");

    [Theory]
    [InlineData("nodes(1)", "nodes takes no argument, but '1' was given.")]
    [InlineData("participant1.replication.history(0)", "participant1.replication.history takes at most one argument, a number from 1 to 1000, but '0' was given.")]
    [InlineData("participant1.replication.history(1, 2)", "participant1.replication.history takes at most one argument, a number from 1 to 1000, but '1, 2' was given.")]
    [InlineData("nodes(", "The parenthesis after nodes is not closed.")]
    public void A_wrong_argument_is_answered_with_one_sentence(string line, string sentence) =>
        _parser.Parse(line).Should().Be(new ConsoleCommand.Mistake(sentence));
}
