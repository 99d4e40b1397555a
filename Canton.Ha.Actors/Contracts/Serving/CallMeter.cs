using System.Collections.Concurrent;
using Canton.Ha.Actors.Contracts.Monitoring;
using Grpc.Core;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>Measures the gRPC calls that one replica serves.</summary>
internal sealed class CallMeter(ReplicaMeter meter)
{
    private const string Method = "method";

    private readonly ReplicaHistogram _durations = meter.Durations(
        "grpc.call.duration", "How long calls with one answer took, by method and by the status they ended with.", Buckets.Calls);

    private readonly ReplicaLevel _streams = meter.Level("grpc.streams", "{stream}", "Streams that clients have open, by method.");

    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Of calls that nobody counts.</summary>
    public static CallMeter Silent { get; } = new(ReplicaMeter.Silent);

    /// <summary>These calls do not count.</summary>
    public bool IsSilent => ReferenceEquals(this, Silent);

    /// <summary>A call has ended.</summary>
    public void Ended(string method, StatusCode status, TimeSpan duration) => _durations.Record(duration, Method, NameOf(method), "code", status.ToString());

    /// <summary>A stream has begun, or, with -1, ended.</summary>
    public void Streams(string method, int more) => _streams.Add(more, Method, NameOf(method));

    /// <summary>Service and method without the package. Only methods that are served come here, so that there are not many.</summary>
    private string NameOf(string method) => _names.GetOrAdd(method, static path =>
        path.Split('/') is [_, var service, var name] ? $"{service[(service.LastIndexOf('.') + 1)..]}/{name}" : path);
}
