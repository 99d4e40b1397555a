using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>A call as tracing sees it. Started and stopped in the same flow, which is that of the call.</summary>
internal sealed class CallActivity : IDisposable
{
    public static readonly DiagnosticListener Listener = new("Grpc.Net.Client");
    public static readonly ActivitySource Source = new("Grpc.Net.Client");

    private const string Name = "Grpc.Net.Client.GrpcOut";

    private readonly ClientCall _call;
    private readonly HttpRequestMessage _request;
    private readonly Activity _activity;
    private readonly bool _isListenedTo;

    private CallActivity(ClientCall call, HttpRequestMessage request, bool isListenedTo)
    {
        _call = call;
        _request = request;
        _isListenedTo = isListenedTo;
        _activity = Source.CreateActivity(Name, ActivityKind.Client) ?? new Activity(Name);
        _activity.AddTag("grpc.method", call.Method.FullName);
        _activity.Start();
        if (isListenedTo)
            Write(Name + ".Start", new ActivityStartData(request));
    }

    /// <summary>Null if nobody looks, and there is no activity to continue.</summary>
    public static CallActivity? Start(ClientCall call, HttpRequestMessage request)
    {
        var isListenedTo = Listener.IsEnabled() && Listener.IsEnabled(Name, request);
        return isListenedTo || Activity.Current is not null || Source.HasListeners() || call.IsLogged ? new CallActivity(call, request, isListenedTo) : null;
    }

    public void Dispose()
    {
        _activity.AddTag("grpc.status_code", ((int)(_call.Outcome?.Status.StatusCode ?? StatusCode.Unknown)).ToString());
        if (_isListenedTo)
        {
            _activity.SetEndTime(DateTime.UtcNow);
            Write(Name + ".Stop", new ActivityStopData(_call.Response, _request));
        }

        _activity.Stop();
    }

    [UnconditionalSuppressMessage("ReflectionAnalysis", "IL2026", Justification = "What is written is a record with public properties.")]
    private static void Write(string name, object what) => Listener.Write(name, what);

    private sealed record ActivityStartData(HttpRequestMessage Request);

    private sealed record ActivityStopData(HttpResponseMessage? Response, HttpRequestMessage Request);
}
