using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Model.Internal;

/// <summary>What is logged while services are mapped; names and numbers of the events are the package's.</summary>
internal static partial class DiscoveryLog
{
    [LoggerMessage(1, LogLevel.Trace, "Added gRPC method '{MethodName}' to service '{ServiceName}'. Method type: {MethodType}, HTTP method: {HttpMethod}, route pattern: '{RoutePattern}'.", EventName = "AddedServiceMethod")]
    public static partial void AddedServiceMethod(
        ILogger logger, string methodName, string serviceName, MethodType methodType, string httpMethod, string routePattern);

    [LoggerMessage(2, LogLevel.Trace, "Discovering gRPC methods for {ServiceType}.", EventName = "DiscoveringServiceMethods")]
    public static partial void DiscoveringServiceMethods(ILogger logger, Type serviceType);

    [LoggerMessage(3, LogLevel.Debug, "No gRPC methods discovered for {ServiceType}.", EventName = "NoServiceMethodsDiscovered")]
    public static partial void NoServiceMethodsDiscovered(ILogger logger, Type serviceType);

    [LoggerMessage(1, LogLevel.Debug, "Could not find bind method for {ServiceType}.", EventName = "BindMethodNotFound")]
    public static partial void BindMethodNotFound(ILogger logger, Type serviceType);
}
