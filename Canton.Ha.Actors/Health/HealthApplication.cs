using System.Text;
using Canton.Ha.Actors.Replication;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Canton.Ha.Actors.Health;

/// <summary>The paths of the health server.</summary>
internal sealed class HealthApplication(IReadOnlyList<StatusBoard> boards) : IHttpApplication<HttpContext>
{
    private const string Root = "/health";

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public Task ProcessRequestAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (ReportFor(context.Request.Path.Value ?? "") is not { } report)
            return AnswerAsync(context, StatusCodes.Status404NotFound, "text/plain", "No such path.\n");

        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return AnswerAsync(context, report);

        context.Response.Headers.Allow = "GET, HEAD";
        return AnswerAsync(context, StatusCodes.Status405MethodNotAllowed, "text/plain", "Only GET and HEAD.\n");
    }

    private HealthReport? ReportFor(string path) => path switch
    {
        Root => Report(HealthCheck.IsActive, boards),
        Root + "/live" or Root + "/liveness" => Report(HealthCheck.IsAlive, boards),
        Root + "/ready" or Root + "/readiness" => Report(HealthCheck.IsReady, boards),
        _ => boards.FirstOrDefault(board => path == $"{Root}/{board.Current.Replica}") is { } one ? Report(HealthCheck.IsActive, [one]) : null,
    };

    private static HealthReport Report(HealthCheck check, IReadOnlyList<StatusBoard> boards) =>
        new(check, [.. boards.Select(board => board.Current)]);

    private static Task AnswerAsync(HttpContext context, HealthReport report)
    {
        var status = report.IsGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return WantsJson(context.Request)
            ? AnswerAsync(context, status, "application/json", HealthDocument.Of(report).ToJson())
            : AnswerAsync(context, status, "text/plain", report.ToText());
    }

    private static bool WantsJson(HttpRequest request) => request.Query["format"] switch
    {
        [var format, ..] => format == "json",
        _ => request.Headers[HeaderNames.Accept].Any(accept => accept?.Contains("application/json", StringComparison.OrdinalIgnoreCase) == true),
    };

    private static Task AnswerAsync(HttpContext context, int status, string type, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type + "; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, 0, body.Length);
    }
}
