using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.TestKit.Internal;
using Akka.Util;

namespace Akka.TestKit;

public partial class TestProbe
{
    ActorPath IActorRef.Path => TestActor.Path;

    bool IActorRefScope.IsLocal => Reference.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => Reference.Parent;

    IActorRefProvider IInternalActorRef.Provider => Reference.Provider;

#pragma warning disable CS0618
    bool IInternalActorRef.IsTerminated => Reference.IsTerminated;
#pragma warning restore CS0618

    IActorRef IStandsForActor.Actor => TestActor;

    private IInternalActorRef Reference => (IInternalActorRef)TestActor;

    /// <inheritdoc />
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => Reference.SendSystemMessage(message);

    /// <inheritdoc />
    public void SendSystemMessage(ISystemMessage message) => Reference.SendSystemMessage(message);

    /// <inheritdoc />
    public int CompareTo(object obj) => TestActor.CompareTo(obj);

    /// <inheritdoc />
    public override bool Equals(object obj) => TestActor.Equals(obj);

    /// <inheritdoc />
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => $"TestProbe({TestActor})";

    void ICanTell.Tell(object message, IActorRef sender) => TestActor.Tell(message, sender);

    int IComparable<IActorRef>.CompareTo(IActorRef other) => TestActor.CompareTo(other);

    bool IEquatable<IActorRef>.Equals(IActorRef other) => TestActor.Equals(other);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => TestActor.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Reference.GetChild(name);

    void IInternalActorRef.Start() => Reference.Start();

    void IInternalActorRef.Stop() => Reference.Stop();

    void IInternalActorRef.Suspend() => Reference.Suspend();

    void IInternalActorRef.Resume(Exception causedByFailure) => Reference.Resume(causedByFailure);

    void IInternalActorRef.Restart(Exception cause) => Reference.Restart(cause);
}
