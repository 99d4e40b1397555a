using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>An interceptor for the time of a call.</summary>
internal readonly struct InterceptorLease : IAsyncDisposable
{
    private readonly IGrpcInterceptorActivator _activator;
    private readonly GrpcActivatorHandle<Interceptor> _handle;

    public InterceptorLease(InterceptorRegistration registration, ServerCallContext context)
    {
        var services = context.GetHttpContext().RequestServices;
        _activator = registration.Activator(services);
        _handle = _activator.Create(services, registration);
        if (_handle.Instance is null)
            throw new InvalidOperationException($"Could not construct Interceptor instance for type {registration.Type.FullName}");
    }

    public Interceptor Instance => _handle.Instance;

    public ValueTask DisposeAsync() => _activator.ReleaseAsync(_handle);
}
