using Canton.Ha.Actors.Shell;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Demo;

public class DemoViewSpec
{
    private readonly StringWriter _output = new();

    [Fact]
    public async Task A_terminal_shows_what_each_node_is_how_clients_get_on_and_what_happened()
    {
        var view = new LiveDemoView(_output, TextWriter.Null);
        view.Say(TimeSpan.FromSeconds(12.34), "participant1 is killed (SIGKILL).");

        await view.FollowAsync(
            () => new DemoPicture(TimeSpan.FromSeconds(12.5), [("participant1", NodeState.Gone), ("participant2", NodeState.Active)], 1234, TimeSpan.FromSeconds(0.4)),
            Task.CompletedTask);

        _output.ToString().Should().ContainAll("participant1", "gone", "active", "1234 commands acknowledged, none for 0.4 s", " 12.3 s  participant1 is killed (SIGKILL).");
    }

    [Fact]
    public async Task There_is_a_picture_before_there_are_nodes()
    {
        await new LiveDemoView(_output, TextWriter.Null).FollowAsync(() => new DemoPicture(TimeSpan.Zero, [], null, TimeSpan.Zero), Task.CompletedTask);

        _output.ToString().Should().Contain("starting");
    }

    [Fact]
    public async Task Work_that_fails_fails_the_one_who_follows_it()
    {
        var following = () => new LiveDemoView(_output, TextWriter.Null).FollowAsync(
            () => new DemoPicture(TimeSpan.Zero, [], null, TimeSpan.Zero), Task.FromException(new DemoFailedException("no replica")));

        await following.Should().ThrowAsync<DemoFailedException>().WithMessage("no replica");
    }

    [Fact]
    public void A_pipe_gets_a_line_for_each_thing_and_the_table_in_the_end()
    {
        var view = new PlainDemoView(_output, TextWriter.Null);
        view.Say(TimeSpan.FromSeconds(3), "participant2 is active.");
        view.Conclude(new ConsoleTable(["fault", "lost"], [["all", "0"]]), "None lost.");

        _output.ToString().Should().Be("  3.0 s  participant2 is active.\n\nfault  lost\nall    0\n\nNone lost.\n");
    }
}
