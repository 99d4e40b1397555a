using Akka.Event;

namespace Akka.Actor;

/// <content>Handling of user messages.</content>
public partial class ActorCell
{
    /// <summary>Lets the actor handle a message.</summary>
    public void Invoke(Envelope envelope)
    {
        var message = envelope.Message;
        var influencesTimeout = true;
        try
        {
            CurrentMessage = message;
            CurrentEnvelopeId = unchecked(CurrentEnvelopeId + 1);
            Sender = envelope.Sender ?? System.DeadLetters;
            if (_receiveTimeout is not null)
            {
                influencesTimeout = message is not INotInfluenceReceiveTimeout;
                if (influencesTimeout)
                    CancelReceiveTimeout();
            }

            if (message is IAutoReceivedMessage)
                AutoReceiveMessage(envelope);
            else
                ReceiveMessage(message);
            CurrentMessage = null;
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
        finally
        {
            CheckReceiveTimeout(influencesTimeout);
        }
    }

    /// <summary>Lets the actor handle a message at once, on the caller's thread.</summary>
    public void ReceiveMessageForTest(Envelope envelope)
    {
        CurrentMessage = envelope.Message;
        Sender = envelope.Sender;
        try
        {
            ReceiveMessage(envelope.Message);
        }
        finally
        {
            CurrentMessage = null;
            Sender = System.DeadLetters;
        }
    }

    protected internal virtual void AutoReceiveMessage(Envelope envelope)
    {
        if (System.Settings.DebugAutoReceive)
            Publish(new Debug(Self.Path.ToString(), _actor?.GetType(), $"received AutoReceiveMessage {envelope.Message}"));
        switch (envelope.Message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case AddressTerminated gone:
                AddressTerminated(gone.Address);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                _self.Stop();
                break;
            case ActorSelectionMessage selected:
                new ActorSelection(Self, [.. selected.Elements]).Tell(selected.Message, Sender);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self));
                break;
        }
    }

    protected virtual void ReceiveMessage(object message)
    {
        var wasHandled = _actor.AroundReceive(_behavior, message);
        if (System.Settings.AddLoggingReceive && _actor is ILogReceive)
        {
            var how = wasHandled ? "handled" : "unhandled";
            Publish(new Debug(Self.Path.ToString(), _actor.GetType(), $"received {how} message {message} from {Sender.Path}"));
        }
    }
}
