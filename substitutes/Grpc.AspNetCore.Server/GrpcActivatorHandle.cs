namespace Grpc.AspNetCore.Server;

/// <summary>An activated service or interceptor, and whether the activator has to dispose of it.</summary>
/// <typeparam name="T">The type of the service or interceptor.</typeparam>
public readonly struct GrpcActivatorHandle<T>
{
    /// <summary>A handle for <paramref name="instance"/>.</summary>
    /// <param name="instance">What was activated.</param>
    /// <param name="created">True when the activator made it and so ends its life; false when a container owns it.</param>
    /// <param name="state">Anything the activator wants back when the instance is released.</param>
    public GrpcActivatorHandle(T instance, bool created, object? state) => (Instance, Created, State) = (instance, created, state);

    /// <summary>What was activated.</summary>
    public T Instance { get; }

    /// <summary>Whether the activator made the instance.</summary>
    public bool Created { get; }

    /// <summary>What the activator wanted to remember.</summary>
    public object? State { get; }
}
