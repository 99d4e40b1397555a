using Akka.Actor;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>Keeps hearing what one other replica says about itself, as long as somebody watches: Listening → Resting → Listening.</summary>
internal sealed class PeerWatch : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan s_restMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_restMax = TimeSpan.FromSeconds(5);

    private readonly RosterEntry _peer;
    private readonly IPeerStreams _streams;
    private readonly CancellationTokenSource _stopped = new();
    private int _attempt;
    private int _failures;

    public PeerWatch(RosterEntry peer, IPeerStreams streams)
    {
        _peer = peer;
        _streams = streams;
        Receive<Said>(m => m.Attempt == _attempt, OnSaid);
        Receive<Ended>(m => m.Attempt == _attempt, m => Rest(m.Why));
        Receive<RestOver>(_ => Listen());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(RosterEntry peer, IPeerStreams streams) => Akka.Actor.Props.Create(() => new PeerWatch(peer, streams));

    protected override void PreStart() => Listen();

    protected override void PostStop() => _stopped.Cancel();

    /// <summary>A word of a stream that was given up is no surprise; anything else unhandled is.</summary>
    protected override void Unhandled(object message)
    {
        if (message is not Answer)
            base.Unhandled(message);
    }

    private void Listen()
    {
        var attempt = ++_attempt;
        var self = Self;
        _ = _streams.ReadAsync(_peer, word => self.Tell(new Said(attempt, word)), _stopped.Token).PipeTo(
            self, success: () => new Ended(attempt, "it has ended its stream"), failure: e => new Ended(attempt, e.Message));
    }

    private void OnSaid(Said said)
    {
        _failures = 0;
        Context.Parent.Tell(said.Word switch
        {
            ReplicaView view => new PeerProtocol.Heard(_peer.Replica, view),
            NewsView news => new PeerProtocol.Happened(_peer.Replica, news),
            _ => throw new ArgumentOutOfRangeException(nameof(said), said.Word, "No replica says this."),
        });
    }

    private void Rest(string why)
    {
        Context.Parent.Tell(new PeerProtocol.Silent(_peer.Replica, why));
        Timers.StartSingleTimer(nameof(RestOver), RestOver.Instance, Backoff.Doubling(s_restMin, s_restMax, _failures++));
    }

    private abstract record Answer;

    private sealed record Said(int Attempt, object Word) : Answer;

    private sealed record Ended(int Attempt, string Why) : Answer;

    private sealed record RestOver
    {
        public static readonly RestOver Instance = new();
    }
}
