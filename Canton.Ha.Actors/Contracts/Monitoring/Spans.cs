using System.Diagnostics;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Contracts.Monitoring;

/// <summary>Records what is done for commands as spans of their traces. As long as nobody wants spans, none are made.</summary>
internal static class Spans
{
    /// <summary>Name of the source, for whoever wants its spans.</summary>
    public const string SourceName = "Canton.Ha.Actors";

    /// <summary>What the name of every attribute begins with.</summary>
    public const string Prefix = "canton.ha.";

    private static readonly ActivitySource s_source = new(SourceName, NodeVersion.Current);

    /// <summary>Somebody wants spans.</summary>
    public static bool AreWanted => s_source.HasListeners();

    /// <summary>The id of a trace, 32 hex digits; null where there is no trace.</summary>
    public static string? IdOf(TraceContext? trace) => ActivityContext.TryParse(trace?.Traceparent, trace?.Tracestate, out var context) ? context.TraceId.ToHexString() : null;

    /// <summary>Begins a span, which is current until it is disposed. Null if nobody wants it.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">For whom.</param>
    /// <param name="trace">Where it belongs; null begins a trace.</param>
    public static Activity? Begin(string name, ActivityKind kind, TraceContext? trace) => s_source.StartActivity(name, kind, ContextOf(trace));

    /// <summary>Records a span that ends now.</summary>
    /// <param name="name">What was done.</param>
    /// <param name="kind">For whom.</param>
    /// <param name="trace">Where it belongs. A span without a trace is of no use.</param>
    /// <param name="began">When it began.</param>
    /// <param name="attributes">What there is to know of it.</param>
    public static void Note(string name, ActivityKind kind, TraceContext? trace, DateTimeOffset began, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        if (ContextOf(trace) is var parent && parent == default)
            return;

        using var span = s_source.StartActivity(name, kind, parent, startTime: began);
        foreach (var (attribute, value) in attributes)
            span?.SetTag(Prefix + attribute, value);
    }

    private static ActivityContext ContextOf(TraceContext? trace) =>
        ActivityContext.TryParse(trace?.Traceparent, trace?.Tracestate, isRemote: true, out var context) ? context : default;
}
