using System.Diagnostics;
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

        var trace = Read(context.RequestHeaders);
        context.UserState[s_key] = trace;
        return trace;
    }

    /// <summary>32 hex digits.</summary>
    public static string IdOf(ServerCallContext context) => Of(context).Traceparent.Substring(3, 32);

    private static TraceContext Read(Metadata headers)
    {
        var parent = headers.GetValue(Header);
        if (!ActivityContext.TryParse(parent, traceState: null, out _))
            return new TraceContext { Traceparent = $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-00" };

        var trace = new TraceContext { Traceparent = parent };
        if (headers.GetValue(StateHeader) is { } state)
            trace.Tracestate = state;
        return trace;
    }
}
