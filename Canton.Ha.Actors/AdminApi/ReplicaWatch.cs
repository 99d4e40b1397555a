using Akka.Actor;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>
/// Hears what happens to one replica, keeps the newest of it, and passes each change on to every subscriber without waiting for any.
/// </summary>
internal sealed class ReplicaWatch : ReceiveActor
{
    private readonly StatusBoard _board;
    private readonly WatchSettings _settings;
    private readonly TimeProvider _time;
    private readonly string _replica;

    private readonly List<Subscriber> _subscribers = [];
    private readonly Queue<SeenEvent> _recent = new();
    private ReplicaEvent? _newest;

    public ReplicaWatch(StatusBoard board, WatchSettings settings, TimeProvider time)
    {
        _board = board;
        _settings = settings;
        _time = time;
        _replica = board.Current.Replica;
        _newest = board.Current.Latest;
        Receive<ReplicaEvent>(m => m.Replica == _replica, OnEvent);
        Receive<ReplicaEvent>(_ => { }); // Another replica of this process.
        Receive<WatchProtocol.Subscribe>(m => HasNoPlaceFor(m.Subscription), _ => Sender.Tell(new WatchProtocol.Full(settings.SubscribersMax)));
        Receive<WatchProtocol.Subscribe>(OnSubscribe);
        Receive<WatchProtocol.Unsubscribe>(m => _subscribers.RemoveAll(subscriber => subscriber.Subscription == m.Subscription));
        Receive<WatchProtocol.GetRecent>(_ => Sender.Tell(new WatchProtocol.Recent([.. _recent])));
    }

    public static Props Props(StatusBoard board, WatchSettings settings, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ReplicaWatch(board, settings, time));

    /// <summary>Starts one that hears everything published after this returns.</summary>
    public static IActorRef Start(ActorSystem system, StatusBoard board, WatchSettings settings)
    {
        var watch = system.ActorOf(Props(board, settings, TimeProvider.System), $"{board.Current.Replica}.watch");
        system.EventStream.Subscribe(watch, typeof(ReplicaEvent));
        return watch;
    }

    /// <summary>Ends every stream: the node stops, or this actor has failed and starts anew without them.</summary>
    protected override void PostStop() =>
        _subscribers.ForEach(subscriber => subscriber.Subscription.End(AdminErrors.Stopping(_replica)));

    private void OnEvent(ReplicaEvent fact)
    {
        _recent.Enqueue(new SeenEvent(_time.GetUtcNow(), fact));
        if (_recent.Count > _settings.RecentEvents)
            _recent.Dequeue();
        if (IsNamedByTheBoard(fact))
            _newest = fact;

        if (Wire.Of(fact) is { } change)
            Pass(fact, new WatchResponse { Event = change }.Serialised());
    }

    private void Pass(ReplicaEvent fact, WatchResponse message)
    {
        foreach (var slow in _subscribers.Where(subscriber => !subscriber.TryPass(fact, message)).ToList())
        {
            _subscribers.Remove(slow);
            slow.Subscription.Drop(AdminErrors.TooSlow(_settings.Buffer));
        }
    }

    /// <summary>
    /// The board is written before a change is published: a snapshot may show changes that this actor has yet to hear. The subscriber knows them
    /// already, so that for it the stream begins behind the newest of them. Changes are heard in the order in which the board names them.
    /// </summary>
    private void OnSubscribe(WatchProtocol.Subscribe subscribe)
    {
        var status = _board.Current;
        subscribe.Subscription.TryPut(new WatchResponse { Snapshot = Wire.Snapshot(status) });
        _subscribers.Add(new Subscriber(subscribe.Subscription, ReferenceEquals(status.Latest, _newest) ? null : status.Latest));
        Sender.Tell(WatchProtocol.Subscribed.Instance);
    }

    /// <summary>Whoever watches health, and need not say who he is, takes no place of who watches changes.</summary>
    private bool HasNoPlaceFor(Subscription subscription) =>
        _subscribers.Count(subscriber => subscriber.Subscription.MissesNothing == subscription.MissesNothing) >= _settings.SubscribersMax;

    /// <summary>The supervisor, the servers and the connections to synchronizers say what they have to say past the board.</summary>
    private static bool IsNamedByTheBoard(ReplicaEvent fact) =>
        fact is not (ReplicaEvent.BranchFailed or ReplicaEvent.Refused or ReplicaEvent.Listens or ReplicaEvent.SynchronizerChanged);

    /// <summary>A snapshot has the state that came of it; what leaves no state behind is news to everybody.</summary>
    private static bool IsShownBySnapshots(ReplicaEvent fact) => IsNamedByTheBoard(fact) && fact is not (ReplicaEvent.LockLost or ReplicaEvent.HandedOver);

    /// <summary>One subscription, and the newest change that its snapshot shows if this actor has yet to hear it.</summary>
    private sealed class Subscriber(Subscription subscription, ReplicaEvent? known)
    {
        private ReplicaEvent? _known = known;

        public Subscription Subscription { get; } = subscription;

        /// <summary>False when it does not keep up.</summary>
        public bool TryPass(ReplicaEvent fact, WatchResponse message)
        {
            var isKnown = _known is not null && IsShownBySnapshots(fact);
            if (ReferenceEquals(_known, fact))
                _known = null;
            return isKnown || Subscription.TryPut(message);
        }
    }
}
