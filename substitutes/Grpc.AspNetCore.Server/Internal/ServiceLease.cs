namespace Grpc.AspNetCore.Server.Internal;

/// <summary>A service for the time of a call.</summary>
internal readonly struct ServiceLease<TService>(IGrpcServiceActivator<TService> activator, IServiceProvider services) : IAsyncDisposable
    where TService : class
{
    private readonly GrpcActivatorHandle<TService> _handle = activator.Create(services);

    public TService Instance => _handle.Instance;

    public ValueTask DisposeAsync() => activator.ReleaseAsync(_handle);
}
