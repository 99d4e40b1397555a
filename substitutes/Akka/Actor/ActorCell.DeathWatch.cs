using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <content>Watching other actors and being watched.</content>
public partial class ActorCell
{
    private Watches _watches;

    /// <exception cref="ArgumentNullException">The subject is null.</exception>
    public IActorRef Watch(IActorRef subject) => Watch(subject, Option<object>.None);

    /// <exception cref="ArgumentNullException">The subject or the message is null.</exception>
    public IActorRef WatchWith(IActorRef subject, object message) =>
        Watch(subject, message ?? throw new ArgumentNullException(nameof(message), "message must not be null"));

    /// <exception cref="ArgumentNullException">The subject is null.</exception>
    public IActorRef Unwatch(IActorRef subject)
    {
        var watchee = Subject(subject);
        if (!watchee.Equals(Self) && _watches?.Watching?.Remove(watchee) == true)
            watchee.SendSystemMessage(new Unwatch(watchee, _self));
        _watches?.Terminated?.Remove(watchee);
        return watchee;
    }

    /// <summary>Remembers that a <see cref="Terminated"/> is on its way through the mailbox; without that it would be ignored.</summary>
    public void TerminatedQueuedFor(IActorRef subject, Option<object> customMessage)
    {
        _watches ??= new Watches();
        (_watches.Terminated ??= [])[subject] = customMessage;
    }

    protected void ReceivedTerminated(Terminated t)
    {
        if (_watches?.Terminated?.Remove(t.ActorRef, out var custom) == true)
            ReceiveMessage(custom.GetOrElse(t));
    }

    protected void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watches?.Watching?.Remove(actor, out var custom) == true && !IsTerminating)
        {
            Self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
            TerminatedQueuedFor(actor, custom);
        }

        if (ChildrenContainer.Contains(actor))
            HandleChildTerminated(actor);
    }

    protected void TellWatchersWeDied()
    {
        if (_watches?.WatchedBy is not { } watchers)
            return;
        _watches.WatchedBy = null;
        foreach (var watcher in watchers)
        {
            if (!watcher.Equals(Parent))
                ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true, addressTerminated: false));
        }
    }

    protected void UnwatchWatchedActors(ActorBase actor)
    {
        if (_watches?.Watching is not { } watched)
            return;
        _watches.Watching = null;
        _watches.Terminated = null;
        foreach (var watchee in watched.Keys.Cast<IInternalActorRef>())
            watchee.SendSystemMessage(new Unwatch(watchee, _self));
    }

    protected void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        if (!IsAboutSelf(watchee, watcher, "Watch", Watch))
            return;
        _watches ??= new Watches();
        if ((_watches.WatchedBy ??= []).Add(watcher) && System.Settings.DebugLifecycle)
            Publish(new Debug(Self.Path.ToString(), ActorType, $"now watched by {watcher}"));
    }

    protected void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        if (!IsAboutSelf(watchee, watcher, "Unwatch", Unwatch))
            return;
        if (_watches?.WatchedBy?.Remove(watcher) == true && System.Settings.DebugLifecycle)
            Publish(new Debug(Self.Path.ToString(), ActorType, $"no longer watched by {watcher}"));
    }

    protected void AddressTerminated(Address address)
    {
        _watches?.WatchedBy?.RemoveWhere(watcher => watcher.Path.Address == address);
        foreach (var watchee in _watches?.Watching?.Keys.Where(w => w.Path.Address == address).ToArray() ?? [])
            _self.SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed: true, addressTerminated: true));
    }

    private static IInternalActorRef Subject(IActorRef subject) =>
        (IInternalActorRef)(subject ?? throw new ArgumentNullException(nameof(subject), "subject must not be null"));

    private IInternalActorRef Watch(IActorRef subject, Option<object> message)
    {
        var watchee = Subject(subject);
        if (watchee.Equals(Self))
            return watchee;
        _watches ??= new Watches();
        if ((_watches.Watching ??= []).TryAdd(watchee, message))
            watchee.SendSystemMessage(new Watch(watchee, _self));
        return watchee;
    }

    /// <summary>True when somebody else wants to watch this actor; the other way round the actor is made to watch.</summary>
    private bool IsAboutSelf(IActorRef watchee, IActorRef watcher, string what, Func<IActorRef, IActorRef> outward)
    {
        var (isWatchee, isWatcher) = (watchee.Equals(Self), watcher.Equals(Self));
        if (isWatchee && !isWatcher)
            return true;
        if (!isWatchee && isWatcher)
            outward(watchee);
        else
            Publish(new Warning(Self.Path.ToString(), ActorType, $"BUG: illegal {what}({watchee},{watcher} for {Self}"));
        return false;
    }

    /// <summary>Made only for actors that watch or are watched.</summary>
    private sealed class Watches
    {
        public Dictionary<IActorRef, Option<object>> Watching;
        public Dictionary<IActorRef, Option<object>> Terminated;
        public HashSet<IActorRef> WatchedBy;
    }
}
