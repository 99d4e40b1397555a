using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Takes an actor from the registry, once.</summary>
public sealed class RequiredActor<TActor>(IReadOnlyActorRegistry registry) : IRequiredActor<TActor>
{
    private IActorRef? _actor;

    /// <inheritdoc />
    public IActorRef ActorRef => _actor ??= registry.TryGet<TActor>(out var actor)
        ? actor
        : throw new MissingActorRegistryEntryException(
            $"Unable to resolve actor type [{typeof(TActor)}]. A service that is created before the actors are started has to await GetAsync.");

    /// <inheritdoc />
    public async Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) =>
        _actor ??= await registry.GetAsync<TActor>(cancellationToken).ConfigureAwait(false);
}
