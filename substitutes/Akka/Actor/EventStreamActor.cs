using Akka.Dispatch.SysMsg;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Takes every message and does nothing.</summary>
public class EventStreamActor : ActorBase
{
    protected override bool Receive(object message) => true;
}

/// <summary>The parent of the user's actors.</summary>
public class GuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated:
                Context.Stop(Self);
                break;
            case StopChild stop:
                Context.Stop(stop.Child);
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }

        return true;
    }

    protected override void PreStart()
    {
    }
}

/// <summary>The parent of the system's actors: stops after the user's actors, and after those of its own that have asked for time.</summary>
public class SystemGuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    private readonly IActorRef _userGuardian;
    private readonly HashSet<IActorRef> _terminationHooks = [];

    public SystemGuardianActor(IActorRef userGuardian) => _userGuardian = userGuardian;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when _userGuardian.Equals(terminated.ActorRef):
                BeginTermination();
                break;
            case Terminated terminated:
                _terminationHooks.Remove(terminated.ActorRef);
                break;
            case StopChild stop:
                Context.Stop(stop.Child);
                break;
            case RegisterTerminationHook when !ReferenceEquals(Sender, Context.System.DeadLetters):
                _terminationHooks.Add(Sender);
                Context.Watch(Sender);
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }

        return true;
    }

    protected override void PreRestart(Exception reason, object message)
    {
    }

    private bool Terminating(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                StopUnlessHooked(terminated.ActorRef);
                break;
            case TerminationHookDone:
                StopUnlessHooked(Sender);
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }

        return true;
    }

    private void BeginTermination()
    {
        Context.Become(Terminating);
        foreach (var hook in _terminationHooks)
            hook.Tell(TerminationHook.Instance);
        StopUnlessHooked(Self);
    }

    private void StopUnlessHooked(IActorRef done)
    {
        _terminationHooks.Remove(done);
        if (_terminationHooks.Count > 0)
            return;
        Context.System.EventStream.StopDefaultLoggers(Context.System);
        Context.Stop(Self);
    }
}
