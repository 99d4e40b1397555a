using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>What is behind a reference to an actor.</summary>
public interface ICell
{
    IActorRef Self { get; }

    ActorSystem System { get; }

    ActorSystemImpl SystemImpl { get; }

    IInternalActorRef Parent { get; }

    bool IsLocal { get; }

    int NumberOfMessages { get; }

    bool HasMessages { get; }

    bool IsTerminated { get; }

    Props Props { get; }

    IChildrenContainer ChildrenContainer { get; }

    void Start();

    void Suspend();

    void Resume(Exception causedByFailure);

    void Restart(Exception cause);

    void Stop();

    void SendMessage(IActorRef sender, object message);

    void SendSystemMessage(ISystemMessage message);

    IInternalActorRef GetSingleChild(string name);

    IEnumerable<IInternalActorRef> GetChildren();

    bool TryGetChildStatsByName(string name, out IChildStats child);
}
