using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Starts a child, passes messages on to it, and starts it again after a rest that grows with every time.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    private readonly TimeSpan _minBackoff;
    private readonly TimeSpan _maxBackoff;
    private readonly double _randomFactor;

    private protected BackoffSupervisorBase(
        Props childProps,
        string childName,
        (TimeSpan Min, TimeSpan Max, double RandomFactor) backoff,
        IBackoffReset reset,
        object replyWhileStopped,
        Func<object, bool> finalStopMessage)
    {
        ChildProps = childProps;
        ChildName = childName;
        (_minBackoff, _maxBackoff, _randomFactor) = backoff;
        Reset = reset;
        ReplyWhileStopped = replyWhileStopped;
        FinalStopMessage = finalStopMessage;
        Log = Logging.GetLogger(Context.System, GetType());
    }

    protected Props ChildProps { get; }

    protected string ChildName { get; }

    protected IBackoffReset Reset { get; }

    protected object ReplyWhileStopped { get; }

    protected Func<object, bool> FinalStopMessage { get; }

    /// <summary>The child; null while it rests.</summary>
    protected IActorRef Child { get; set; }

    /// <summary>Starts since the rest was shortest.</summary>
    protected int RestartCountN { get; set; }

    protected bool FinalStopMessageReceived { get; set; }

    internal ILoggingAdapter Log { get; }

    protected override void PreStart()
    {
        StartChild();
        base.PreStart();
    }

    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChildAfterRest();
                break;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                break;
            case BackoffSupervisor.Reset:
                Unhandled(message);
                break;
            case BackoffSupervisor.ResetRestartCount reset:
                RestartCountN = reset.Current == RestartCountN ? 0 : RestartCountN;
                break;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                break;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child));
                break;
            default:
                PassOn(message);
                break;
        }

        return true;
    }

    private protected void RestChild()
    {
        Child = null;
        var rest = BackoffSupervisor.CalculateDelay(RestartCountN, _minBackoff, _maxBackoff, _randomFactor);
        Context.System.Scheduler.ScheduleTellOnce(rest, Self, BackoffSupervisor.StartChild.Instance, Self);
        RestartCountN++;
    }

    private void StartChild() => Child ??= Context.Watch(Context.ActorOf(ChildProps, ChildName));

    private void StartChildAfterRest()
    {
        StartChild();
        if (Reset is AutoReset auto)
            Context.System.Scheduler.ScheduleTellOnce(auto.ResetBackoff, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
    }

    private void PassOn(object message)
    {
        if (Child is null)
            AnswerWhileStopped(message);
        else if (Child.Equals(Sender))
            Context.Parent.Tell(message);
        else
            PassOnToChild(message);
    }

    private void PassOnToChild(object message)
    {
        Child.Forward(message);
        FinalStopMessageReceived |= FinalStopMessage?.Invoke(message) == true;
    }

    private void AnswerWhileStopped(object message)
    {
        if (ReplyWhileStopped is not null)
            Sender.Tell(ReplyWhileStopped);
        else
            Context.System.DeadLetters.Forward(message);
        if (FinalStopMessage?.Invoke(message) == true)
            Context.Stop(Self);
    }
}
