using System.Diagnostics;
using Canton.Ha.Actors.Contracts.Monitoring;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>The trace of a call: that of its W3C headers, or one that is made for it, the same however often it is asked for.</summary>
internal static class CallTrace
{
    private const string Header = "traceparent";
    private const string StateHeader = "tracestate";
    private static readonly object s_key = new();

    /// <summary>As it goes into completions and transactions.</summary>
    public static TraceContext Of(ServerCallContext context)
    {
        if (context.UserState.TryGetValue(s_key, out var known))
            return (TraceContext)known;

        var trace = Given(context.RequestHeaders) ?? Made();
        context.UserState[s_key] = trace;
        return trace;
    }

    /// <summary>Begins the span of a call, in the trace of its headers; otherwise the trace of the call begins with it. Null if nobody wants it.</summary>
    public static Activity? Begin(ServerCallContext context)
    {
        if (!Spans.AreWanted)
            return null;

        var given = Given(context.RequestHeaders);
        var span = Spans.Begin(context.Method, ActivityKind.Server, given);
        context.UserState[s_key] = given ?? (span is null ? Made() : new TraceContext { Traceparent = span.Id });
        return span;
    }

    /// <summary>32 hex digits.</summary>
    public static string IdOf(ServerCallContext context) => Of(context).Traceparent.Substring(3, 32);

    private static TraceContext Made() => new() { Traceparent = $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-00" };

    private static TraceContext? Given(Metadata headers)
    {
        var parent = headers.GetValue(Header);
        if (!ActivityContext.TryParse(parent, traceState: null, out _))
            return null;

        var trace = new TraceContext { Traceparent = parent };
        if (headers.GetValue(StateHeader) is { } state)
            trace.Tracestate = state;
        return trace;
    }
}
