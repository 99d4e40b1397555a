using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Makes references, and owns the top of the tree of actors.</summary>
public interface IActorRefProvider
{
    IInternalActorRef RootGuardian { get; }

    /// <summary>The parent of all actors that the user makes on the system.</summary>
    LocalActorRef Guardian { get; }

    /// <summary>The parent of all actors that the system makes for itself.</summary>
    LocalActorRef SystemGuardian { get; }

    IActorRef DeadLetters { get; }

    /// <summary>Takes every message and does nothing.</summary>
    IActorRef IgnoreRef { get; }

    ActorPath RootPath { get; }

    Settings Settings { get; }

    Deployer Deployer { get; }

    IInternalActorRef TempContainer { get; }

    /// <summary>Completes when all actors have stopped.</summary>
    Task TerminationTask { get; }

    Address DefaultAddress { get; }

    /// <summary>For whom something is serialized that does not say otherwise.</summary>
    Serialization.Information SerializationInformation { get; }

    IActorRef RootGuardianAt(Address address);

    void Init(ActorSystemImpl system);

    ActorPath TempPath();

    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    void UnregisterTempActor(ActorPath path);

    FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs);

    IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy deploy,
        bool lookupDeploy,
        bool async);

    IActorRef ResolveActorRef(string path);

    IActorRef ResolveActorRef(ActorPath actorPath);

    Address GetExternalAddressFor(Address address);
}
