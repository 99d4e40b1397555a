using Grpc.Net.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Lets catch-all routes take only what looks like gRPC, so that other endpoints of the application are reached.</summary>
internal sealed class UnimplementedConstraint : IRouteConstraint
{
    public const string Name = "grpcunimplemented";

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext is not null && (RefusedRequests.IsPreflight(httpContext) || (HttpMethods.IsPost(httpContext.Request.Method) && IsGrpcOrWeb(httpContext.Request.ContentType)));

    private static bool IsGrpcOrWeb(string? contentType) =>
        GrpcProtocol.IsGrpc(contentType) || GrpcProtocol.IsGrpc(contentType, "application/grpc-web") || GrpcProtocol.IsGrpc(contentType, "application/grpc-web-text");
}
