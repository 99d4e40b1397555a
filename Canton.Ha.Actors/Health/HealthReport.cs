using System.Collections.Immutable;
using System.Text;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Health;

/// <summary>The answer to one health request: good when it is for one of the replicas asked about.</summary>
internal sealed record HealthReport(HealthCheck Check, ImmutableArray<ReplicaStatus> Replicas)
{
    public bool IsGood => Replicas.Any(IsGoodFor);

    /// <summary>Why the replica fails the check; null when it passes.</summary>
    public string? ReasonOf(ReplicaStatus replica) => IsGoodFor(replica) ? null : (replica.Role, replica.Trouble) switch
    {
        (ReplicaRole.Passive, { } trouble) => $"instance is passive: {trouble}",
        (ReplicaRole.Passive, null) => "instance is passive",
        (ReplicaRole.Active, _) => $"instance cannot prove that it holds the lock of term {replica.Term}",
        (ReplicaRole.Promoting, _) => $"instance is promoting in term {replica.Term}: {replica.Why}",
        (ReplicaRole.Demoting, _) => $"instance is demoting in term {replica.Term}: {replica.Why}",
        _ => $"instance is standing back after term {replica.Term}: {replica.Why}",
    };

    /// <summary>One line per component, as the reference has them: each replica, automatic failover while it is paused, then its stages.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var replica in Replicas)
        {
            text.Append(replica.Replica).Append(" : ").Append(ReasonOf(replica) is { } reason ? $"Failed({reason})" : "Ok()").Append('\n');
            if (replica.Policy.Pause is { } pause)
                text.Append(replica.Replica).Append(".failover : Degraded(").Append(pause).Append(")\n");
            foreach (var stage in replica.Stages)
                text.Append(replica.Replica).Append('.').Append(stage.Name).Append(" : ").Append(stage.IsOpen ? "Ok()" : "Not Initialized").Append('\n');
        }

        return text.ToString();
    }

    private bool IsGoodFor(ReplicaStatus replica) => Check switch
    {
        HealthCheck.IsActive => replica.IsActive,
        HealthCheck.IsReady => replica.IsReady,
        _ => true,
    };
}
