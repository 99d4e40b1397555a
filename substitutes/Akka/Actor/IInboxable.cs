using Akka.Actor.Internal;
using Akka.Configuration;

namespace Akka.Actor;

/// <summary>Receives messages outside of actors.</summary>
public interface IInboxable : ICanWatch
{
    IActorRef Receiver { get; }

    object Receive();

    object Receive(TimeSpan timeout);

    Task<object> ReceiveAsync();

    Task<object> ReceiveAsync(TimeSpan timeout);

    object ReceiveWhere(Predicate<object> predicate);

    object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout);

    void Send(IActorRef target, object message);
}

/// <summary>An actor that keeps what it receives until somebody asks for it.</summary>
public class Inbox : IInboxable, IDisposable
{
    private static int inboxes;

    private readonly ActorSystem _system;
    private readonly TimeSpan _defaultTimeout;

    private Inbox(ActorSystem system, TimeSpan defaultTimeout, IActorRef receiver)
    {
        _system = system;
        _defaultTimeout = defaultTimeout;
        Receiver = receiver;
    }

    public IActorRef Receiver { get; }

    public static Inbox Create(ActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.actor.inbox");
        if (config.IsNullOrEmpty())
            throw ConfigurationException.NullOrEmptyConfig<Inbox>("akka.actor.inbox");
        var props = Props.Create<InboxActor>(config.GetInt("inbox-size"));
        var receiver = ((ActorSystemImpl)system).SystemActorOf(props, $"inbox-{Interlocked.Increment(ref inboxes)}");
        return new Inbox(system, config.GetTimeSpan("default-timeout"), receiver);
    }

    public IActorRef Watch(IActorRef subject) => WatchWith(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        Receiver.Tell(new InboxActor.StartWatch(subject, message));
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        Receiver.Tell(new InboxActor.StopWatch(subject));
        return subject;
    }

    /// <summary>Sends with the inbox as sender.</summary>
    public void Send(IActorRef actorRef, object message) => actorRef.Tell(message, Receiver);

    /// <exception cref="TimeoutException">Nothing was received in time.</exception>
    public object Receive() => Receive(_defaultTimeout);

    /// <exception cref="TimeoutException">Nothing was received in time.</exception>
    public object Receive(TimeSpan timeout) => ReceiveWhere(_ => true, timeout);

    /// <exception cref="TimeoutException">Nothing that fits was received in time.</exception>
    public object ReceiveWhere(Predicate<object> predicate) => ReceiveWhere(predicate, _defaultTimeout);

    /// <exception cref="TimeoutException">Nothing that fits was received in time.</exception>
    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout)
    {
        var answer = Ask(predicate, timeout);
        if (!answer.Wait(timeout))
            throw new TimeoutException($"Inbox {Receiver.Path} didn't receive a response message in specified timeout {timeout}");
        var received = answer.Result;
        return received is Status.Failure { Cause: TimeoutException cause }
            ? throw new TimeoutException($"Inbox {Receiver.Path} received a status failure response message: {cause.Message}", cause)
            : received;
    }

    /// <summary>The next message; a <see cref="Status.Failure"/> when there is none in time.</summary>
    public Task<object> ReceiveAsync() => ReceiveAsync(_defaultTimeout);

    public Task<object> ReceiveAsync(TimeSpan timeout) => Ask(_ => true, timeout);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _system.Stop(Receiver);
    }

    private Task<object> Ask(Predicate<object> fits, TimeSpan timeout)
    {
        var query = new InboxActor.Query(fits, timeout);
        Receiver.Tell(query);
        return query.Answer.Task;
    }
}
