namespace Grpc.AspNetCore.Server;

/// <summary>Makes the service of a call, and releases it when the call has ended.</summary>
/// <typeparam name="TGrpcService">The type of the service.</typeparam>
public interface IGrpcServiceActivator<TGrpcService>
    where TGrpcService : class
{
    /// <summary>Makes a service.</summary>
    /// <param name="serviceProvider">The services of the request.</param>
    GrpcActivatorHandle<TGrpcService> Create(IServiceProvider serviceProvider);

    /// <summary>Releases what <see cref="Create"/> made.</summary>
    ValueTask ReleaseAsync(GrpcActivatorHandle<TGrpcService> service);
}
