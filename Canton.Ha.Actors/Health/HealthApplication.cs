using Canton.Ha.Actors.Replication;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Canton.Ha.Actors.Health;

/// <summary>The paths of the health server.</summary>
/// <param name="boards">The replicas it speaks for.</param>
/// <param name="pages">Further paths; null when there are none.</param>
internal sealed class HealthApplication(IReadOnlyList<StatusBoard> boards, IHealthPages? pages) : IHttpApplication<HttpContext>
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
            return AnswerElsewhereAsync(context);

        return Answers.IsRead(context.Request) ? AnswerAsync(context, report) : Answers.OnlyReadAsync(context);
    }

    private async Task AnswerElsewhereAsync(HttpContext context)
    {
        if (pages is null || !await pages.TryAnswerAsync(context))
            await Answers.TextAsync(context, StatusCodes.Status404NotFound, "text/plain", "No such path.\n");
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
            ? Answers.TextAsync(context, status, "application/json", HealthDocument.Of(report).ToJson())
            : Answers.TextAsync(context, status, "text/plain", report.ToText());
    }

    private static bool WantsJson(HttpRequest request) => request.Query["format"] switch
    {
        [var format, ..] => format == "json",
        _ => request.Headers[HeaderNames.Accept].Any(accept => accept?.Contains("application/json", StringComparison.OrdinalIgnoreCase) == true),
    };
}
