using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>A scope of a service provider.</summary>
public class ServiceProviderScope(IServiceScope scope) : IResolverScope
{
    /// <inheritdoc />
    public IDependencyResolver Resolver { get; } = new ServiceProviderDependencyResolver(scope.ServiceProvider);

    /// <inheritdoc />
    public void Dispose()
    {
        scope.Dispose();
        GC.SuppressFinalize(this);
    }
}
