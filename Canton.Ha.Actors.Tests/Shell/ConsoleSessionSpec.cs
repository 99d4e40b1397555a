using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class ConsoleSessionSpec
{
    private readonly FakeConsoleNode _node = new("participant1");
    private readonly ShownLines _shown = new();

    [Fact]
    public async Task A_script_runs_to_its_end()
    {
        (await Session("nodes", "", "participant1.health.is_active").RunScriptAsync(CancellationToken.None)).Should().BeNull();
        _shown.Results.Should().EndWith("true");
    }

    [Theory]
    [InlineData("participant1.health.isactive")]
    [InlineData("participant1.replication.pause")]
    [InlineData("participant2.health.is_active")]
    public async Task A_script_ends_at_the_first_mistake(string line)
    {
        (await Session(line, "nodes").RunScriptAsync(CancellationToken.None)).Should().Be(FailureKind.Mistake);
        _shown.Complaints.Should().ContainSingle();
        _shown.Results.Should().BeEmpty();
    }

    [Theory]
    [InlineData((int)FailureKind.Refused)]
    [InlineData((int)FailureKind.Unreachable)]
    public async Task A_script_ends_at_the_first_failure_of_a_node(int kind)
    {
        _node.Failure = new CommandFailedException((FailureKind)kind, "no");

        ((int?)await Session("participant1.health.status", "help").RunScriptAsync(CancellationToken.None)).Should().Be(kind);

        _shown.Complaints.Should().Equal("no");
        _shown.Results.Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_after_exit_is_run()
    {
        (await Session("exit", "nodes").RunScriptAsync(CancellationToken.None)).Should().BeNull();
        (await Session("exit", "nodes").TalkAsync(CancellationToken.None)).Should().BeTrue();
        _node.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_person_may_make_mistakes()
    {
        (await Session("node", "participant1.health.is_active").TalkAsync(CancellationToken.None)).Should().BeFalse();
        _shown.Complaints.Should().Equal("There is no command 'node'. Did you mean 'nodes'?");
        _shown.Results.Should().Equal("true");
    }

    [Theory]
    [InlineData("participant1.replication.set_passive", new[] { "Not waited for: participant1 goes on handing over." })]
    [InlineData("participant1.watch", new string[0])]
    [InlineData("participant1.health.wait_for_active", new[] { "Interrupted." })]
    public async Task Who_is_interrupted_goes_on_with_the_next_line(string line, string[] complaints)
    {
        var input = new InterruptedInput([line, "help"]);
        var talking = Session(input).TalkAsync(CancellationToken.None);
        await Eventually.BecomesTrueAsync("the node is asked", () => Task.FromResult(_node.Asked.Count > 0), Bounds.Back);

        input.Interrupt();

        (await talking).Should().BeFalse();
        _shown.Complaints.Should().Equal(complaints);
        _shown.Results.Should().ContainMatch("help*");
    }

    [Fact]
    public async Task What_takes_long_is_said_to_be_under_way()
    {
        var talking = Session("participant1.replication.set_passive").TalkAsync(CancellationToken.None);
        await Eventually.BecomesTrueAsync("it is said", () => Task.FromResult(_shown.WaitsNow), Bounds.Back);

        _node.HandingOver.SetResult(new ReplicationProtocol.HandedOver("participant2", 4, TimeSpan.Zero));
        await talking;

        _shown.Waits[0].Should().MatchRegex("^participant1 is asked to hand over [1-9][0-9]*$");
        _shown.WaitsNow.Should().BeFalse();
    }

    private ConsoleSession Session(params string[] lines) => Session(new ScriptInput(lines));

    private ConsoleSession Session(ISessionInput input) =>
        new(new CommandParser([_node]), new CommandRunner([_node], _shown, TimeProvider.System), input, _shown);

    private sealed class InterruptedInput(IEnumerable<string> lines) : ISessionInput
    {
        private readonly ScriptInput _script = new(lines);
        private Action _interrupt = () => { };

        public Task<string?> ReadLineAsync(CancellationToken cancellation) => _script.ReadLineAsync(cancellation);

        public IDisposable? OnInterrupt(Action interrupt)
        {
            _interrupt = interrupt;
            return null;
        }

        public void Interrupt() => _interrupt();
    }
}
