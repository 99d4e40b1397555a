using Grpc.AspNetCore.Server.Internal;
using Microsoft.AspNetCore.Http;

#pragma warning disable IDE0130 // The package has it in this namespace.
namespace Grpc.Core;

/// <summary>The way from a gRPC call to the HTTP request that carries it.</summary>
public static class ServerCallContextExtensions
{
    /// <summary>Where a context made by a test has its request: a key of <see cref="ServerCallContext.UserState"/>.</summary>
    private const string UserStateKey = "__HttpContext";

    /// <summary>The request that carries the call. Better not change it: the call does not follow.</summary>
    /// <exception cref="InvalidOperationException">The call does not come from ASP.NET Core.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        if (serverCallContext is ServerCall call)
            return call.Http;
        if (serverCallContext.UserState is { } state && state.TryGetValue(UserStateKey, out var value) && value is HttpContext http)
            return http;

        throw new InvalidOperationException(
            "Could not get HttpContext from ServerCallContext. HttpContext can only be accessed when gRPC services are hosted by ASP.NET Core.");
    }
}
