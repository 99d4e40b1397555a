using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes the interceptors of a call, and releases them when the call has passed.</summary>
public interface IGrpcInterceptorActivator
{
    /// <summary>Makes an interceptor.</summary>
    /// <param name="serviceProvider">The services of the request.</param>
    /// <param name="interceptorRegistration">Type of the interceptor and arguments of its constructor.</param>
    GrpcActivatorHandle<Interceptor> Create(IServiceProvider serviceProvider, InterceptorRegistration interceptorRegistration);

    /// <summary>Releases what <see cref="Create"/> made.</summary>
    ValueTask ReleaseAsync(GrpcActivatorHandle<Interceptor> interceptor);
}

/// <summary>Makes interceptors of one type; registered as an open generic service, so that it can be replaced for one type.</summary>
/// <typeparam name="TInterceptor">The type of the interceptor.</typeparam>
public interface IGrpcInterceptorActivator<TInterceptor> : IGrpcInterceptorActivator
    where TInterceptor : Interceptor
{
}
