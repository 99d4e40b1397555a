using Akka.Actor;

namespace Akka.Hosting;

/// <summary>A service that is the actor registered for a type.</summary>
public interface IRequiredActor<TActor>
{
    /// <summary>The actor.</summary>
    /// <exception cref="MissingActorRegistryEntryException">It is not registered, or not yet.</exception>
    IActorRef ActorRef { get; }

    /// <summary>The actor, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}
