using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The queue of a logger: what is left when the logger stops goes to standard output.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics
{
}

/// <summary>The queue of a logger.</summary>
public class LoggerMailbox : Mailbox, IMessageQueue, ILoggerMessageQueueSemantics, IUnboundedMessageQueueSemantics
{
    private readonly ActorSystem _system;

    public LoggerMailbox(IActorRef owner, ActorSystem system) : base(new UnboundedMessageQueue()) => _system = system;

    bool IMessageQueue.HasMessages => MessageQueue.HasMessages;

    int IMessageQueue.Count => MessageQueue.Count;

    void IMessageQueue.Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    bool IMessageQueue.TryDequeue(out Envelope envelope) => MessageQueue.TryDequeue(out envelope);

    void IMessageQueue.CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (MessageQueue.TryDequeue(out var envelope))
            _system.Settings.StdoutLogger.Tell(envelope.Message, envelope.Sender);
    }
}

/// <summary>Makes the queues of loggers.</summary>
internal sealed class LoggerMailboxType : MailboxType, IProducesMessageQueue<LoggerMailbox>
{
    public LoggerMailboxType(Settings settings, Config config) : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => owner is null || system is null
        ? throw new ArgumentNullException(nameof(owner), "no mailbox owner or system given")
        : new LoggerMailbox(owner, system);
}
