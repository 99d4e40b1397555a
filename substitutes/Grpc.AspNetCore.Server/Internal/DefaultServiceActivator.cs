using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Takes the service from the container, or makes one for the call when the container has none.</summary>
internal sealed class DefaultServiceActivator<TService> : IGrpcServiceActivator<TService>
    where TService : class
{
    private ObjectFactory<TService>? _factory;

    public GrpcActivatorHandle<TService> Create(IServiceProvider serviceProvider)
    {
        if (serviceProvider.GetService<TService>() is { } registered)
            return new GrpcActivatorHandle<TService>(registered, created: false, state: null);

        _factory ??= ActivatorUtilities.CreateFactory<TService>([]);
        return new GrpcActivatorHandle<TService>(_factory(serviceProvider, []), created: true, state: null);
    }

    public ValueTask ReleaseAsync(GrpcActivatorHandle<TService> service) => Activated.ReleaseAsync(service, nameof(service), "Service");
}
