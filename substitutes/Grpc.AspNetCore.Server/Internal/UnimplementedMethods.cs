using Grpc.Core;
using Grpc.Net.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Answers calls that nobody serves.</summary>
internal static partial class UnimplementedMethods
{
    public const string ServiceKey = "unimplementedService";
    public const string MethodKey = "unimplementedMethod";
    private const string LogName = "Grpc.AspNetCore.Server.Internal.ServerCallHandlerFactory";

    public static RequestDelegate Service(ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger(LogName);
        return http => Answer(http, "Service is unimplemented.", () => ServiceUnimplemented(log, RouteValue(http, ServiceKey)));
    }

    public static RequestDelegate Method(ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger(LogName);
        return http => Answer(http, "Method is unimplemented.", () => MethodUnimplemented(log, RouteValue(http, MethodKey)));
    }

    private static Task Answer(HttpContext http, string detail, Action log)
    {
        if (RefusedRequests.IsPreflight(http))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        log();
        if (ServerEvents.Log.IsEnabled())
            ServerEvents.Log.CallUnimplemented(http.Request.Path.Value ?? "");
        http.Response.ContentType = GrpcProtocol.ContentType;
        GrpcHeaders.SetStatus(GrpcHeaders.TrailersOf(http.Response), new Status(StatusCode.Unimplemented, detail));
        return Task.CompletedTask;
    }

    private static string RouteValue(HttpContext http, string key) => http.GetRouteValue(key)?.ToString() ?? "<unknown>";

    [LoggerMessage(1, LogLevel.Information, "Service '{ServiceName}' is unimplemented.", EventName = "ServiceUnimplemented")]
    private static partial void ServiceUnimplemented(ILogger logger, string serviceName);

    [LoggerMessage(2, LogLevel.Information, "Method '{MethodName}' is unimplemented.", EventName = "MethodUnimplemented")]
    private static partial void MethodUnimplemented(ILogger logger, string methodName);
}
