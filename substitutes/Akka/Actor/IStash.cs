using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Messages put aside.</summary>
public interface IStash
{
    int Count { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    bool IsFull { get; }

    /// <summary>Messages that fit; zero or less for any number.</summary>
    int Capacity { get; }

    /// <summary>Puts the current message aside.</summary>
    /// <exception cref="IllegalActorStateException">It was put aside already.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Makes the oldest message the next one to be processed.</summary>
    void Unstash();

    /// <summary>Makes all messages the next ones to be processed.</summary>
    void UnstashAll();

    /// <summary>Makes the messages that fit the next ones to be processed, and forgets the others.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes all messages out.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages in front of all others.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}

/// <summary>An actor that puts messages aside.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>A stash for any mailbox with two ends.</summary>
public interface IWithUnrestrictedStash : IActorStash
{
}

/// <summary>A stash as large as the mailbox's configuration says.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>
{
}

/// <summary>A stash without limit.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>
{
}

/// <summary>A stash with limit.</summary>
[Obsolete("Use `IWithStash` with a configured BoundedDeque-based mailbox instead.")]
public interface IWithBoundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>
{
}

/// <summary>The stash is full.</summary>
public class StashOverflowException : AkkaException
{
    public StashOverflowException(string message, Exception cause = null) : base(message, cause)
    {
    }
}

/// <summary>Gives new actors their stash, and puts what is in it back into the mailbox when they are restarted or stopped.</summary>
public class ActorStashPlugin : ActorProducerPluginBase
{
    public override bool CanBeAppliedTo(Type actorType) => typeof(IActorStash).IsAssignableFrom(actorType);

    public override void AfterIncarnated(ActorBase actor, IActorContext context)
    {
        if (actor is IActorStash { Stash: null } stashing)
            stashing.Stash = context.CreateStash(actor.GetType());
    }

    public override void BeforeIncarnated(ActorBase actor, IActorContext context)
    {
        if (actor is IActorStash stashing)
            stashing.Stash.UnstashAll();
    }
}

/// <summary>Makes stashes.</summary>
public static class StashFactory
{
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => context.CreateStash(typeof(T));

    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) => context.CreateStash(actorInstance.GetType());

    /// <exception cref="ArgumentException">The actor does not say which stash it wants.</exception>
    public static IStash CreateStash(this IActorContext context, Type actorType)
    {
        if (typeof(IWithUnboundedStash).IsAssignableFrom(actorType))
            return new Internal.UnboundedStashImpl(context);
        return typeof(IWithUnrestrictedStash).IsAssignableFrom(actorType)
            ? new Internal.BoundedStashImpl(context)
            : throw new ArgumentException($"Actor {actorType} implements an unrecognized subclass of {typeof(IActorStash)} - cannot instantiate", nameof(actorType));
    }
}
