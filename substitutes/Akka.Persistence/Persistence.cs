using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>Finds the <see cref="PersistenceExtension"/> of a system.</summary>
public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    public static Persistence Instance { get; } = new();

    /// <summary>The defaults of everything below <c>akka.persistence</c>.</summary>
    public static Config DefaultConfig() => ConfigurationFactory.FromResource<Persistence>("Akka.Persistence.persistence.conf");

    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);
}
