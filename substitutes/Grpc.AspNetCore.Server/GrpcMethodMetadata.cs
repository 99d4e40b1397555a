using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Metadata of the endpoint of a gRPC method: which method it is, and which type serves it.</summary>
public sealed class GrpcMethodMetadata
{
    /// <summary>Metadata for <paramref name="method"/> served by <paramref name="serviceType"/>.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public GrpcMethodMetadata(Type serviceType, IMethod method)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        ArgumentNullException.ThrowIfNull(method);
        ServiceType = serviceType;
        Method = method;
    }

    /// <summary>The type that serves the method.</summary>
    public Type ServiceType { get; }

    /// <summary>Name, kind and service of the method.</summary>
    public IMethod Method { get; }
}
