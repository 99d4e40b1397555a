namespace Akka.Actor;

/// <summary>A message on its way, with its sender.</summary>
public readonly struct Envelope
{
    /// <exception cref="InvalidMessageException">The message is null.</exception>
    public Envelope(object message, IActorRef sender, ActorSystem system)
    {
        Message = message ?? throw new InvalidMessageException();
        Sender = sender ?? system.DeadLetters;
    }

    public Envelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    public IActorRef Sender { get; }

    public object Message { get; }

    public override string ToString() => $"<{Message ?? "null"}> from {(Sender is null ? "NoSender" : Sender.ToString())}";
}
