using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The remote console at a real terminal, with somebody who types.</summary>
public sealed class ConsoleTerminalSpec(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Tab = "\t";
    private const string Up = "\e[A";
    private const string ControlC = "\x03";
    private const string ControlD = "\x04";

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-terminal-").FullName;
    private ReplicaSet _replicas = null!;

    public async Task InitializeAsync()
    {
        _replicas = new ReplicaSet(ReplicaSet.Embedded(Path.Combine(_folder, "participant.db")), "participant1");
        await _replicas.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _replicas.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public Task Lines_are_completed_remembered_and_interrupted() => _replicas.TellAsync(output, async _ =>
    {
        await using (var console = Open())
        {
            await console.WaitForLineAsync("Type help for the commands.", Bounds.Start);
            await console.TypeKeysAsync($"part{Tab}hea{Tab}is{Tab}\r");
            await console.WaitForLineAsync("@ participant1.health.is_active()", Bounds.Back);
            await console.WaitForLineAsync("true", Bounds.Back);

            await console.TypeKeysAsync("nodes\r");
            await console.WaitForLineAsync("╭", Bounds.Back);
            await console.TypeKeysAsync("watch\r");
            await console.WaitForLineAsync("participant1 is active in term", Bounds.Back);
            await console.TypeKeysAsync($"{ControlC}half a line{ControlC}");
            await console.WaitForLineAsync("half a line^C", Bounds.Back);
            await console.TypeKeysAsync(ControlD);
            (await console.WaitForExitAsync(Bounds.Stop)).Should().Be(0, "it wrote:\n{0}", string.Join('\n', console.Log));
        }

        await using var again = Open();
        await again.WaitForLineAsync("Type help for the commands.", Bounds.Start);
        await again.TypeKeysAsync($"{Up}{Up}{Up}\r");
        await again.WaitForLineAsync("true", Bounds.Back);
        await again.TypeKeysAsync("exit\r");
        (await again.WaitForExitAsync(Bounds.Stop)).Should().Be(0);
        (await File.ReadAllLinesAsync(Path.Combine(_folder, "canton-ha", "console-history")))
            .Should().Equal("participant1.health.is_active()", "nodes", "watch", "participant1.health.is_active()", "exit");
    });

    [Fact]
    public Task Without_colours_tables_are_plain() => _replicas.TellAsync(output, async _ =>
    {
        await using var console = Open("NO_COLOR=1");
        await console.WaitForLineAsync("Type help for the commands.", Bounds.Start);
        await console.TypeKeysAsync("nodes\r");
        await console.WaitForLineAsync("participant1  active", Bounds.Back);
        console.Log.Should().NotContainMatch("*╭*");
    });

    /// <summary>The program <c>script</c> makes a terminal of its own and types into it what it is given.</summary>
    private NodeProcess Open(string variable = "LANG=C.UTF-8")
    {
        var command = string.Join(' ', NodeCommand.Product("console", "--admin", _replicas.AdminOf("participant1")).Select(part => $"'{part}'"));
        return NodeProcess.Start(
            "console", new Uri("http://127.0.0.1"), ["env", $"XDG_STATE_HOME={_folder}", "TERM=xterm-256color", variable, "script", "-qefc", command, "/dev/null"]);
    }
}
