using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference that hands what it receives to a delegate, on the sender's thread.</summary>
internal sealed class FunctionRef : MinimalActorRef
{
    private readonly Action<IActorRef, object> _tell;
    private readonly WatcherSet _watchers = new();
    private readonly HashSet<IActorRef> _watching = [];

    public FunctionRef(ActorPath path, IActorRefProvider provider, Action<IActorRef, object> tell)
    {
        Path = path;
        Provider = provider;
        _tell = tell;
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    public override bool IsTerminated => _watchers.IsClosed;

    public void Watch(IActorRef actorRef)
    {
        _watching.Add(actorRef);
        var watchee = (IInternalActorRef)actorRef;
        watchee.SendSystemMessage(new Watch(watchee, this));
    }

    public void Unwatch(IActorRef actorRef)
    {
        _watching.Remove(actorRef);
        var watchee = (IInternalActorRef)actorRef;
        watchee.SendSystemMessage(new Unwatch(watchee, this));
    }

    public bool IsWatching(IActorRef actorRef) => _watching.Contains(actorRef);

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch:
                _watchers.Add(watch.Watcher, this);
                break;
            case Unwatch unwatch:
                _watchers.Remove(unwatch.Watcher);
                break;
            case DeathWatchNotification stopped:
                Tell(new Terminated(stopped.Actor, existenceConfirmed: true, addressTerminated: false), stopped.Actor);
                break;
        }
    }

    public override void Stop()
    {
        _watchers.CloseAndNotify(this);
        foreach (var watchee in _watching.Cast<IInternalActorRef>())
            watchee.SendSystemMessage(new Unwatch(watchee, this));
        _watching.Clear();
    }

    protected override void TellInternal(object message, IActorRef sender) => _tell(sender, message);
}

/// <summary>Who watches a reference that is no actor.</summary>
internal sealed class WatcherSet
{
    private readonly Lock _gate = new();
    private readonly HashSet<IInternalActorRef> _watchers = [];

    public bool IsClosed { get; private set; }

    public void Add(IInternalActorRef watcher, IActorRef watchee)
    {
        lock (_gate)
        {
            if (!IsClosed)
            {
                _watchers.Add(watcher);
                return;
            }
        }

        watcher.SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed: true, addressTerminated: false));
    }

    public void Remove(IInternalActorRef watcher)
    {
        lock (_gate)
            _watchers.Remove(watcher);
    }

    public void CloseAndNotify(IActorRef watchee)
    {
        IInternalActorRef[] watchers;
        lock (_gate)
        {
            IsClosed = true;
            watchers = [.. _watchers];
            _watchers.Clear();
        }

        foreach (var watcher in watchers)
            watcher.SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed: true, addressTerminated: false));
    }
}
