using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Actors by type, to be extended.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <summary>Registers the actor of a type.</summary>
    /// <exception cref="DuplicateActorRegistryException">There is one, and it is not to be overwritten.</exception>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Registers the actor of a type; returns whether it did.</summary>
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Registers the actor of a type; returns whether it did.</summary>
    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}
