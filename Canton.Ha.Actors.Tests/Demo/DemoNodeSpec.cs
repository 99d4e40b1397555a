using System.Diagnostics;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Demo;

public sealed class DemoNodeSpec : IAsyncLifetime
{
    private readonly DemoNode _node = new("one", new Uri("http://127.0.0.1:1"), () => new ProcessStartInfo("echo", ["broken"])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    });

    public Task InitializeAsync()
    {
        _node.Start();
        return Eventually.BecomesTrueAsync("it has ended", () => Task.FromResult(_node is { State: NodeState.Gone, LastLines.Count: > 0 }), Bounds.Stop);
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public void One_that_has_ended_by_itself_is_told_with_what_it_wrote_last()
    {
        var freezing = _node.Freeze;

        freezing.Should().Throw<DemoFailedException>().WithMessage("one has ended by itself; it wrote last:\n  broken");
    }
}
