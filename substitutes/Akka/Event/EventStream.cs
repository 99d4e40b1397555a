using System.Collections.Concurrent;
using Akka.Actor.Internal;
using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The bus of a system: events go to those who have subscribed to their type, a base type or an interface.</summary>
public class EventStream : LoggingBus
{
    private static int unsubscribers;

    private readonly bool _debug;
    private readonly ConcurrentQueue<IActorRef> _unwatched = new();
    private IActorRef _unsubscriber;

    public EventStream(bool debug) => _debug = debug;

    /// <summary>Subscribes an actor until it unsubscribes or stops.</summary>
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        Ensure(subscriber);
        if (Volatile.Read(ref _unsubscriber) is { } unsubscriber)
            unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber));
        else
            _unwatched.Enqueue(subscriber);
        var isNew = base.Subscribe(subscriber, channel);
        Trace($"subscribing {subscriber} to channel {channel}");
        return isNew;
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        Ensure(subscriber);
        var wasSubscribed = base.Unsubscribe(subscriber, channel);
        Trace($"unsubscribing {subscriber} from channel {channel}");
        return wasSubscribed;
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        Ensure(subscriber);
        var wasSubscribed = base.Unsubscribe(subscriber);
        Volatile.Read(ref _unsubscriber)?.Tell(new EventStreamUnsubscriber.Unregister(subscriber));
        Trace($"unsubscribing {subscriber} from all channels");
        return wasSubscribed;
    }

    /// <summary>From now on actors that stop are unsubscribed.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        if (Volatile.Read(ref _unsubscriber) is not null)
            return;
        var props = Props.Create<EventStreamUnsubscriber>(this, _debug).WithDispatcher(Dispatchers.InternalDispatcherId);
        var unsubscriber = system.SystemActorOf(props, $"EventStreamUnsubscriber-{Interlocked.Increment(ref unsubscribers)}");
        Volatile.Write(ref _unsubscriber, unsubscriber);
        while (_unwatched.TryDequeue(out var subscriber))
            unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber));
    }

    private static void Ensure(IActorRef subscriber)
    {
        if (subscriber is null)
            throw new ArgumentNullException(nameof(subscriber), "The subscriber cannot be a null actor.");
    }

    private void Trace(string message)
    {
        if (_debug)
            Publish(new Debug(SimpleName(this), GetType(), message));
    }
}

/// <summary>Unsubscribes actors that have stopped.</summary>
internal sealed class EventStreamUnsubscriber : ActorBase
{
    private readonly EventStream _eventStream;
    private readonly bool _debug;

    public EventStreamUnsubscriber(EventStream eventStream, bool debug)
    {
        _eventStream = eventStream;
        _debug = debug;
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Register register:
                Trace($"watching {register.Actor} in order to unsubscribe from EventStream when it terminates");
                Context.Watch(register.Actor);
                return true;
            case Unregister unregister:
                Trace($"unwatching {unregister.Actor} since has no subscriptions");
                Context.Unwatch(unregister.Actor);
                return true;
            case Terminated terminated:
                Trace($"unsubscribe {terminated.ActorRef} from {_eventStream}, because it was terminated");
                _eventStream.Unsubscribe(terminated.ActorRef);
                return true;
            default:
                return false;
        }
    }

    protected override void PreStart() => Trace($"registering unsubscriber with {_eventStream}");

    private void Trace(string message)
    {
        if (_debug)
            _eventStream.Publish(new Debug(GetType().Name, GetType(), message));
    }

    internal sealed record Register(IActorRef Actor);

    internal sealed record Unregister(IActorRef Actor);
}

/// <summary>Subscriptions by type parameter.</summary>
public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
