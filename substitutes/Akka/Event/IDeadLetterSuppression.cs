using Akka.Actor;

namespace Akka.Event;

/// <summary>A message that is not worth a dead letter.</summary>
public interface IDeadLetterSuppression
{
}

/// <summary>A message that was not delivered or not handled.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    protected AllDeadLetters(object message, IActorRef sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender;
        Recipient = recipient;
    }

    public object Message { get; }

    public IActorRef Recipient { get; }

    public IActorRef Sender { get; }

    public override string ToString() => $"DeadLetter from {Sender} to {Recipient}: <{Message}>";

    private protected static IActorRef Given(IActorRef actor, string kind, string role) =>
        actor ?? throw new ArgumentNullException(role, $"{kind} {role} may not be null");
}

/// <summary>The recipient does not exist.</summary>
public sealed class DeadLetter : AllDeadLetters
{
    public DeadLetter(object message, IActorRef sender, IActorRef recipient)
        : base(message, Given(sender, nameof(DeadLetter), "sender"), Given(recipient, nameof(DeadLetter), "recipient"))
    {
    }
}

/// <summary>The recipient does not exist, and that is nothing to worry about.</summary>
public sealed class SuppressedDeadLetter : AllDeadLetters
{
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
        : base(message, Given(sender, nameof(SuppressedDeadLetter), "sender"), Given(recipient, nameof(SuppressedDeadLetter), "recipient"))
    {
    }
}

/// <summary>Somebody on the way has given the message up.</summary>
public sealed class Dropped : AllDeadLetters
{
    public Dropped(object message, string reason, IActorRef sender, IActorRef recipient) : base(message, sender, recipient) => Reason = reason;

    public Dropped(object message, string reason, IActorRef recipient) : this(message, reason, ActorRefs.NoSender, recipient)
    {
    }

    public string Reason { get; }
}

/// <summary>The recipient has not handled the message.</summary>
public sealed class UnhandledMessage : AllDeadLetters
{
    public UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : base(message, sender, recipient)
    {
    }
}
