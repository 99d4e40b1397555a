using System.Diagnostics;

namespace Canton.Ha.Actors.Contracts.Errors;

/// <summary>By what client and operator find a request again.</summary>
/// <param name="CorrelationId">The submission id of a command, or whatever else names the request; null if nothing does.</param>
/// <param name="TraceId">32 hex digits, or null.</param>
/// <param name="Participant">The replica that answered, or null.</param>
public sealed record RequestName(string? CorrelationId, string? TraceId, string? Participant)
{
    /// <summary>A request that has no name of its own is found by its trace.</summary>
    public static RequestName Traced(string traceId, string? participant) => new(traceId, traceId, participant);

    /// <summary>The trace id of a W3C <c>traceparent</c>; a new one if there is none or it is malformed.</summary>
    public static string TraceIdFrom(string? traceparent) =>
        ActivityContext.TryParse(traceparent, traceState: null, out var context) ? context.TraceId.ToHexString() : ActivityTraceId.CreateRandom().ToHexString();
}
