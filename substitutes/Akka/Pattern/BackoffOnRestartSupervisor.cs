using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Supervises a child that fails: stops it and starts it again after a rest, where its strategy would restart it at once.</summary>
internal sealed class BackoffOnRestartSupervisor : BackoffSupervisorBase
{
    private readonly OneForOneStrategy _strategy;
    private IActorRef _stopping;

    public BackoffOnRestartSupervisor(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        IBackoffReset reset,
        double randomFactor,
        OneForOneStrategy strategy,
        object replyWhileStopped = null,
        Func<object, bool> finalStopMessage = null)
        : base(childProps, childName, (minBackoff, maxBackoff, randomFactor), reset, replyWhileStopped, finalStopMessage) =>
        _strategy = strategy;

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_strategy.MaxNumberOfRetries, _strategy.WithinTimeRangeMilliseconds, Decide);

    protected override bool Receive(object message)
    {
        if (message is BackoffSupervisor.StartChild && _stopping is not null)
            return true;
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return HandleBackoff(message);
        if (terminated.ActorRef.Equals(_stopping))
        {
            _stopping = null;
            RestChild();
        }
        else
        {
            Log.Debug("Terminating, because child {0} terminated itself", Child);
            Context.Stop(Self);
        }

        return true;
    }

    private Directive Decide(Exception cause)
    {
        var directive = _strategy.Decider.Decide(cause);
        if (directive != Directive.Restart)
            return directive;
        if (_strategy.WithinTimeRangeMilliseconds > 0 && RestartCountN == 0)
        {
            Context.System.Scheduler.ScheduleTellOnce(
                _strategy.WithinTimeRangeMilliseconds, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
        }

        if (_strategy.MaxNumberOfRetries < 0 || RestartCountN < _strategy.MaxNumberOfRetries)
        {
            _stopping = Sender;
        }
        else
        {
            Log.Debug("Terminating on restart #{0} which exceeds max allowed restarts ({1})", RestartCountN + 1, _strategy.MaxNumberOfRetries);
            Context.Stop(Self);
        }

        return Directive.Stop;
    }
}
