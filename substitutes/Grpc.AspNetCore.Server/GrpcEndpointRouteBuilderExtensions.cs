using Grpc.AspNetCore.Server.Model.Internal;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

#pragma warning disable IDE0130 // The package has it in this namespace.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps requests to gRPC services.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>Maps the requests for the methods of a service to <typeparamref name="TService"/>.</summary>
    /// <typeparam name="TService">The type of the service; it derives from the base that was generated for the service.</typeparam>
    /// <exception cref="InvalidOperationException"><c>AddGrpc</c> was not called.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ServiceProvider.GetService<MappedServices>() is null)
            throw new InvalidOperationException(
                "Unable to find the required services. Please add all the required services by calling 'IServiceCollection.AddGrpc' " +
                "inside the call to 'ConfigureServices(...)' in the application startup code.");

        return new GrpcServiceEndpointConventionBuilder(builder.ServiceProvider.GetRequiredService<ServiceRoutes<TService>>().Map(builder));
    }
}
