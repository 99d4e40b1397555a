using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Takes an interceptor without arguments from the container if it has one, and otherwise makes one for the call.</summary>
internal sealed class DefaultInterceptorActivator<TInterceptor> : IGrpcInterceptorActivator<TInterceptor>
    where TInterceptor : Interceptor
{
    public GrpcActivatorHandle<Interceptor> Create(IServiceProvider serviceProvider, InterceptorRegistration interceptorRegistration)
    {
        if (interceptorRegistration.Arguments.Count == 0 && serviceProvider.GetService<TInterceptor>() is { } registered)
            return new GrpcActivatorHandle<Interceptor>(registered, created: false, state: null);

        return new GrpcActivatorHandle<Interceptor>((Interceptor)interceptorRegistration.New(serviceProvider), created: true, state: null);
    }

    public ValueTask ReleaseAsync(GrpcActivatorHandle<Interceptor> interceptor) => Activated.ReleaseAsync(interceptor, nameof(interceptor), "Interceptor");
}
