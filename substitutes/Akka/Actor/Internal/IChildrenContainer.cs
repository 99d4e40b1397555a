namespace Akka.Actor.Internal;

/// <summary>The children of an actor: an immutable value that is replaced on every change.</summary>
public interface IChildrenContainer
{
    IReadOnlyCollection<IInternalActorRef> Children { get; }

    IReadOnlyCollection<ChildRestartStats> Stats { get; }

    bool IsNormal { get; }

    bool IsTerminating { get; }

    IChildrenContainer Add(string name, ChildRestartStats stats);

    IChildrenContainer Remove(IActorRef child);

    bool TryGetByName(string name, out IChildStats stats);

    bool TryGetByRef(IActorRef actor, out ChildRestartStats stats);

    /// <summary>From now on the actor waits for this child to stop.</summary>
    IChildrenContainer ShallDie(IActorRef actor);

    /// <exception cref="InvalidActorNameException">The name is taken.</exception>
    IChildrenContainer Reserve(string name);

    IChildrenContainer Unreserve(string name);

    bool Contains(IActorRef actor);
}

/// <summary>Why an actor waits for its children to stop.</summary>
public abstract class SuspendReason
{
    /// <summary>The actor does nothing else while it waits.</summary>
    public interface IWaitingForChildren
    {
    }

    /// <summary>The user has stopped some children; the actor goes on.</summary>
    public class UserRequest : SuspendReason
    {
        private UserRequest()
        {
        }

        public static UserRequest Instance { get; } = new();
    }

    /// <summary>The actor will be restarted.</summary>
    public class Recreation : SuspendReason, IWaitingForChildren
    {
        public Recreation(Exception cause) => Cause = cause;

        public Exception Cause { get; }
    }

    /// <summary>The actor will be created again after its constructor has failed.</summary>
    public class Creation : SuspendReason, IWaitingForChildren
    {
    }

    /// <summary>The actor will stop.</summary>
    public class Termination : SuspendReason
    {
        private Termination()
        {
        }

        public static Termination Instance { get; } = new();
    }
}
