using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Actors by type: that of the actor itself or any other that stands for it.</summary>
public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    /// <summary>The actor of a type; returns false, and nobody, if there is none.</summary>
    bool TryGet<TKey>(out IActorRef actor);

    /// <summary>The actor of a type; returns false, and nobody, if there is none.</summary>
    bool TryGet(Type key, out IActorRef actor);

    /// <summary>The actor of a type.</summary>
    /// <exception cref="MissingActorRegistryEntryException">There is none.</exception>
    IActorRef Get<TKey>();

    /// <summary>The actor of a type, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);

    /// <summary>The actor of a type, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync(Type key, CancellationToken ct = default);
}
