using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.TestKit.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>A reference to an actor that runs on the thread of the test, with a way into the actor itself.</summary>
public abstract class TestActorRefBase<TActor> : ICanTell, IEquatable<IActorRef>, IInternalActorRef, IStandsForActor
    where TActor : ActorBase
{
    /// <summary>Creates the actor under a supervisor, or under the user guardian.</summary>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef supervisor = null, string name = null) =>
        InternalRef = InternalTestActorRef.Create(system, actorProps, supervisor, name);

    /// <summary>The actor.</summary>
    public TActor UnderlyingActor => (TActor)InternalRef.UnderlyingActor;

    /// <summary>The reference itself.</summary>
    public IActorRef Ref => InternalRef;

    /// <inheritdoc />
    public ActorPath Path => InternalRef.Path;

    IActorRef IStandsForActor.Actor => InternalRef;

    bool IActorRefScope.IsLocal => InternalRef.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => InternalRef.Parent;

    IActorRefProvider IInternalActorRef.Provider => InternalRef.Provider;

#pragma warning disable CS0618
    bool IInternalActorRef.IsTerminated => InternalRef.IsTerminated;
#pragma warning restore CS0618

    /// <summary>The reference itself.</summary>
    protected InternalTestActorRef InternalRef { get; }

    /// <summary>Whether both refer to the same actor.</summary>
    public static bool operator ==(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    /// <summary>Whether both refer to different actors.</summary>
    public static bool operator !=(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) => !(testActorRef == actorRef);

    /// <summary>Whether both refer to the same actor.</summary>
    public static bool operator ==(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => testActorRef == actorRef;

    /// <summary>Whether both refer to different actors.</summary>
    public static bool operator !=(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => !(testActorRef == actorRef);

    /// <summary>The reference itself.</summary>
    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef.InternalRef;

    /// <summary>Handles a message on the calling thread; what the actor throws is thrown here.</summary>
    public void Receive(object message, IActorRef sender = null) => InternalRef.Receive(message, sender);

    /// <summary>Handles a message on the calling thread; the task ends with an asynchronous handler and throws what that throws.</summary>
    public Task ReceiveAsync(object message, IActorRef sender = null) => InternalRef.ReceiveAsync(message, sender);

    /// <summary>Sends a message.</summary>
    public void Tell(object message) => InternalRef.Tell(message);

    /// <inheritdoc />
    public void Tell(object message, IActorRef sender) => InternalRef.Tell(message, sender);

    /// <summary>Sends a message from the present sender.</summary>
    public void Forward(object message) => InternalRef.Forward(message);

    /// <summary>Lets the actor watch another one.</summary>
    public void Watch(IActorRef subject) => InternalRef.Watch(subject);

    /// <summary>Ends the watch of another actor.</summary>
    public void Unwatch(IActorRef subject) => InternalRef.Unwatch(subject);

    /// <inheritdoc />
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => InternalRef.SendSystemMessage(message);

    /// <inheritdoc />
    public void SendSystemMessage(ISystemMessage message) => InternalRef.SendSystemMessage(message);

    /// <inheritdoc />
    public int CompareTo(object obj) => ((IComparable)InternalRef).CompareTo(obj);

    /// <inheritdoc />
    public bool Equals(IActorRef other) => InternalRef.Equals(other);

    /// <inheritdoc />
    public override bool Equals(object obj) => InternalRef.Equals(obj);

    /// <inheritdoc />
    public override int GetHashCode() => InternalRef.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => InternalRef.ToString();

    int IComparable<IActorRef>.CompareTo(IActorRef other) => InternalRef.CompareTo(other);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => InternalRef.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => InternalRef.GetChild(name);

    void IInternalActorRef.Start() => InternalRef.Start();

    void IInternalActorRef.Stop() => InternalRef.Stop();

    void IInternalActorRef.Suspend() => InternalRef.Suspend();

    void IInternalActorRef.Resume(Exception causedByFailure) => InternalRef.Resume(causedByFailure);

    void IInternalActorRef.Restart(Exception cause) => InternalRef.Restart(cause);
}
