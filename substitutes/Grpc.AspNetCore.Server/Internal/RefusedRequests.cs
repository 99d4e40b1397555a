using Grpc.Core;
using Grpc.Net.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Answers requests for a method that are no gRPC calls: by an HTTP status, and for clients that look by a gRPC status too.</summary>
internal static class RefusedRequests
{
    public static bool Refuses(HttpContext http, ILogger log)
    {
        if (!GrpcProtocol.IsGrpc(http.Request.ContentType))
        {
            RefuseContent(http, log);
            return true;
        }

        if (HttpProtocol.IsHttp2(http.Request.Protocol) || HttpProtocol.IsHttp3(http.Request.Protocol))
            return false;

        ServerLog.UnsupportedRequestProtocol(log, http.Request.Protocol);
        Refuse(http.Response, StatusCodes.Status426UpgradeRequired, $"Request protocol '{http.Request.Protocol}' is not supported.");
        http.Response.Headers[HeaderNames.Upgrade] = HttpProtocol.Http2;
        return true;
    }

    /// <summary>A browser's question whether it may send a request from another site; middleware should have answered it.</summary>
    public static bool IsPreflight(HttpContext http) =>
        HttpMethods.IsOptions(http.Request.Method) && http.Request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);

    private static void RefuseContent(HttpContext http, ILogger log)
    {
        var contentType = http.Request.ContentType;
        if (IsPreflight(http))
        {
            ServerLog.UnhandledCorsPreflightRequest(log);
            Refuse(http.Response, StatusCodes.Status405MethodNotAllowed, "Unhandled CORS preflight request received. CORS may not be configured correctly in the application.");
            http.Response.Headers[HeaderNames.Allow] = HttpMethods.Post;
            return;
        }

        ServerLog.UnsupportedRequestContentType(log, contentType);
        Refuse(
            http.Response,
            StatusCodes.Status415UnsupportedMediaType,
            contentType is null ? "Content-Type is missing from the request." : $"Content-Type '{contentType}' is not supported.");
    }

    private static void Refuse(HttpResponse response, int httpStatus, string why)
    {
        response.StatusCode = httpStatus;
        GrpcHeaders.SetStatus(GrpcHeaders.TrailersOf(response), new Status(StatusCode.Internal, why));
    }
}
