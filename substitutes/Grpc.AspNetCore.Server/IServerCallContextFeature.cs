using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>The feature of an HTTP request by which its gRPC call is found.</summary>
public interface IServerCallContextFeature
{
    /// <summary>The call that the request carries.</summary>
    ServerCallContext ServerCallContext { get; }
}
