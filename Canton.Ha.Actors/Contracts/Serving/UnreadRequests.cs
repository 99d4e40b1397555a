using System.Globalization;
using Canton.Ha.Actors.Contracts.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>
/// Tells clients what is wrong with a request that is not the message it should be. Such a call ends before any interceptor hears of it, with a status that
/// blames the server and says nothing.
/// </summary>
/// <param name="services">What is served.</param>
internal sealed class UnreadRequests(ServiceSet services)
{
    private const string Status = "grpc-status";
    private const string Message = "grpc-message";
    private static readonly string s_unknown = ((int)StatusCode.Unknown).ToString(CultureInfo.InvariantCulture);
    private static readonly object s_read = new();

    /// <summary>To be called by whoever says what errors mean: whatever goes wrong from now on is not for want of a request.</summary>
    public static void Read(ServerCallContext context) => context.UserState[s_read] = s_read;

    /// <summary>Passes a call on, and says more of it if its request could not be read.</summary>
    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var headers = http.Response.Headers;
        if (http.Response.HasStarted || http.Items.ContainsKey(s_read) || headers[Status] != s_unknown || services.RequestOf(http.Request.Path) is not { } message)
            return;

        var trace = RequestName.TraceIdFrom(http.Request.Headers["traceparent"]);
        var status = ErrorStatus.Of(CommonErrors.NotRead(message), RequestName.Traced(trace, participant: null));
        headers[Status] = status.Code.ToString(CultureInfo.InvariantCulture);
        headers[Message] = status.Message;
        headers[ErrorTrailers.Details] = Convert.ToBase64String(status.ToByteArray());
    }
}
