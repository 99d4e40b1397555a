using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Health;

/// <summary>The JSON body of a health answer. Times are seconds.</summary>
/// <param name="Check">What was asked.</param>
/// <param name="Ok">The answer.</param>
/// <param name="Replicas">What each replica knows about itself.</param>
internal sealed record HealthDocument(HealthCheck Check, bool Ok, ImmutableArray<HealthDocument.Replica> Replicas)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static HealthDocument Of(HealthReport report) =>
        new(report.Check, report.IsGood, [.. report.Replicas.Select(status => Of(status, report.ReasonOf(status)))]);

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    private static Replica Of(ReplicaStatus status, string? reason) => new(
        status.Replica, status.Role, status.IsActive, status.IsReady, status.Term, status.Roster.Leader,
        TimeProvider.System.GetElapsedTime(status.Since).TotalSeconds, status.Held?.Proof.Age.TotalSeconds,
        status.Roster.Replicas, status.Policy, status.Stages, reason, status.Why);

    /// <summary>One replica.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Role">Its role.</param>
    /// <param name="IsActive">It serves.</param>
    /// <param name="IsReady">It serves, or could take over.</param>
    /// <param name="Term">The last term it held; 0 before the first.</param>
    /// <param name="Holder">The replica whose main session holds the lock, as this one saw it last; null when nobody does.</param>
    /// <param name="Since">How long it has had this role.</param>
    /// <param name="ProofAge">Time since it last proved to hold the lock; null when it does not hold it.</param>
    /// <param name="Roster">Who is there, as this one saw it last.</param>
    /// <param name="Policy">What replicas keep to when they take over, as this one saw it last.</param>
    /// <param name="Stages">Its stages in the order of opening.</param>
    /// <param name="Reason">Why it fails the check; null when it passes.</param>
    /// <param name="Why">Why it took this role.</param>
    internal sealed record Replica(
        string Name, ReplicaRole Role, bool IsActive, bool IsReady, long Term, string? Holder, double Since, double? ProofAge,
        ImmutableArray<RosterEntry> Roster, FailoverPolicy Policy, ImmutableArray<StageStatus> Stages, string? Reason, string Why);
}
