using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that was received.</summary>
public class RealMessageEnvelope(object message, IActorRef sender) : MessageEnvelope
{
    /// <inheritdoc />
    public override object Message { get; } = message;

    /// <inheritdoc />
    public override IActorRef Sender { get; } = sender;

    /// <inheritdoc />
    public override string ToString() => $"<{Message ?? "null"}> from {(Sender is null || Equals(Sender, ActorRefs.NoSender) ? "NoSender" : Sender.ToString())}";
}
