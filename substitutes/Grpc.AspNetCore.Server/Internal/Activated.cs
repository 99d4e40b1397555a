namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Ends the life of what an activator made; what a container made is the container's.</summary>
internal static class Activated
{
    public static ValueTask ReleaseAsync<T>(GrpcActivatorHandle<T> handle, string parameter, string kind)
    {
        if (handle.Instance is null)
            throw new ArgumentException($"{kind} instance is null.", parameter);
        if (!handle.Created)
            return default;
        if (handle.Instance is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();

        (handle.Instance as IDisposable)?.Dispose();
        return default;
    }
}
