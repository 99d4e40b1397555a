using System.Text;
using Canton.Ha.Actors.Contracts.Monitoring;
using Microsoft.Net.Http.Headers;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary><c>GET /metrics</c>: what Prometheus collects.</summary>
/// <param name="store">What is measured in this process.</param>
/// <param name="replicas">Names of the replicas that it is asked about; of others it says nothing.</param>
internal sealed class MetricsPage(MetricStore store, IReadOnlySet<string> replicas) : IHealthPages
{
    private const string OpenType = "application/openmetrics-text";

    public async Task<bool> TryAnswerAsync(HttpContext context)
    {
        if (context.Request.Path != "/metrics")
            return false;

        await (Answers.IsRead(context.Request) ? AnswerAsync(context) : Answers.OnlyReadAsync(context));
        return true;
    }

    private Task AnswerAsync(HttpContext context)
    {
        var isOpen = context.Request.Headers[HeaderNames.Accept].Any(accept => accept?.Contains(OpenType, StringComparison.OrdinalIgnoreCase) == true);
        var families = store.Read().Select(family => family with { Points = family.Points.RemoveAll(point => !IsServed(point)) });
        var type = isOpen ? OpenType + "; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8";
        return Answers.BytesAsync(context, StatusCodes.Status200OK, type, Encoding.UTF8.GetBytes(PrometheusText.Of(families, isOpen)));
    }

    private bool IsServed(MetricPoint point) => point.Tags.All(tag => tag.Key != ReplicaTags.ReplicaName || replicas.Contains(tag.Value));
}
