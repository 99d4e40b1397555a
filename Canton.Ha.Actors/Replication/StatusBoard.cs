namespace Canton.Ha.Actors.Replication;

/// <summary>The last status of a replica: written by its replication manager, read by health, console and dashboard without a hop.</summary>
public sealed class StatusBoard(ReplicaStatus initial)
{
    private volatile ReplicaStatus _current = initial;

    /// <summary>The last status written.</summary>
    public ReplicaStatus Current => _current;

    internal void Write(ReplicaStatus status) => _current = status;
}
