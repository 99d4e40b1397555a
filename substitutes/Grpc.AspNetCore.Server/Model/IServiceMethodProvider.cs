namespace Grpc.AspNetCore.Server.Model;

/// <summary>Finds the methods of a service when it is mapped; all registered providers are asked.</summary>
/// <typeparam name="TService">The type of the service.</typeparam>
public interface IServiceMethodProvider<TService>
    where TService : class
{
    /// <summary>Adds the methods this provider knows to <paramref name="context"/>.</summary>
    void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context);
}
