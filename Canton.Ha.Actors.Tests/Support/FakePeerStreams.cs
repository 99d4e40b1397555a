using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Dashboard;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Streams of other replicas that say what a test says.</summary>
internal sealed class FakePeerStreams : IPeerStreams
{
    private readonly List<Opened> _opened = [];

    /// <summary>Every stream that was opened, oldest first.</summary>
    public IReadOnlyList<Opened> Streams => _opened;

    public Task ReadAsync(RosterEntry peer, Action<object> heard, CancellationToken cancellation)
    {
        var opened = new Opened(peer, heard, new TaskCompletionSource(), cancellation);
        _opened.Add(opened);
        return opened.End.Task;
    }

    /// <summary>One stream.</summary>
    internal sealed record Opened(RosterEntry Peer, Action<object> Say, TaskCompletionSource End, CancellationToken Cancellation);
}
