using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Gives an actor system its registry.</summary>
public sealed class ActorRegistryExtension : ExtensionIdProvider<ActorRegistry>
{
    /// <inheritdoc />
    public override ActorRegistry CreateExtension(ExtendedActorSystem system) => new();
}
