using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.DependencyInjection;

/// <summary>Takes the services of an actor system from its setup.</summary>
public sealed class DependencyResolverExtension : ExtensionIdProvider<DependencyResolver>
{
    private const string Missing =
        "Unable to find [DependencyResolverSetup] included in ActorSystem settings. " +
        "Please specify one before attempting to use dependency injection inside Akka.NET.";

    /// <inheritdoc />
    public override DependencyResolver CreateExtension(ExtendedActorSystem system)
    {
        var setup = system.Settings.Setup.Get<DependencyResolverSetup>();
        if (setup.HasValue)
            return new DependencyResolver(setup.Value.DependencyResolver);
        var exception = new ConfigurationException(Missing);
        system.EventStream.Publish(new Error(exception, "Akka.DependencyInjection", GetType(), exception.Message));
        throw exception;
    }
}
