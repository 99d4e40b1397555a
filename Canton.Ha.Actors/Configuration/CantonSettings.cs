namespace Canton.Ha.Actors.Configuration;

/// <summary>Everything under <c>canton</c> that a node reads, validated.</summary>
/// <param name="Participants">The replicas of participants to start in this process.</param>
/// <param name="Synchronizers">The replicas of synchronizers to start in this process.</param>
/// <param name="Health"><c>monitoring.health</c>: one server for all replicas of this process; null when there is none.</param>
/// <param name="Akka">The <c>akka</c> block as HOCON text for the actor system, or empty.</param>
public sealed record CantonSettings(
    IReadOnlyList<ParticipantSettings> Participants, IReadOnlyList<SynchronizerSettings> Synchronizers, HealthSettings? Health, string Akka)
{
    /// <summary><c>monitoring.metrics</c> and <c>monitoring.tracing</c>: what is sent to a collector.</summary>
    public required TelemetrySettings Telemetry { get; init; }

    /// <summary>All replicas to start in this process.</summary>
    public IEnumerable<NodeSettings> Nodes => [.. Synchronizers, .. Participants];
}

/// <summary>The <c>monitoring.health</c> block.</summary>
/// <param name="Server">Where it listens.</param>
/// <param name="Check"><c>check.type</c>: what <c>GET /health</c> asks for; <c>is-active</c>.</param>
public sealed record HealthSettings(HttpEndpoint Server, string Check)
{
    internal static HealthSettings? From(SettingsBlock health)
    {
        var check = health.Block("check").OneOf("type", "is-active");
        return health.Block("server").Endpoint(isWanted: health.IsGiven()) is { } server ? new HealthSettings(server, check) : null;
    }
}
