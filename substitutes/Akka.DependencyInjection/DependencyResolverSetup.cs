using Akka.Actor.Setup;

namespace Akka.DependencyInjection;

/// <summary>Makes services known to an actor system.</summary>
public class DependencyResolverSetup : Setup
{
    private DependencyResolverSetup(IDependencyResolver resolver) => DependencyResolver = resolver;

    /// <summary>The services.</summary>
    public IDependencyResolver DependencyResolver { get; }

    /// <summary>A setup with the services of a service provider.</summary>
    public static DependencyResolverSetup Create(IServiceProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new DependencyResolverSetup(new ServiceProviderDependencyResolver(provider));
    }

    /// <summary>A setup with services.</summary>
    public static DependencyResolverSetup Create(IDependencyResolver provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new DependencyResolverSetup(provider);
    }
}
