using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Replication;

/// <summary>The last status of a replica: written by its replication manager, read by health, console and dashboard without a hop.</summary>
public sealed class StatusBoard
{
    private volatile ReplicaStatus _current;
    private volatile bool _isInitialised;

    /// <summary>A replica that has not started yet.</summary>
    /// <param name="replica">Its name.</param>
    /// <param name="stages">Its stages in the order of opening.</param>
    public StatusBoard(string replica, IEnumerable<string> stages) =>
        _current = new ReplicaStatus(
            replica, ReplicaRole.Passive, Held: null, Term: 0, Since: TimeProvider.System.GetTimestamp(), Why: "not started yet", Roster.Unknown,
            [.. stages.Select(stage => new StageStatus(stage, IsOpen: false))], Trouble: "it is not running");

    /// <summary>The last status written.</summary>
    public ReplicaStatus Current => _current;

    /// <summary>This replica has seen a term: what the replicas share exists, and has its identity. Stays true.</summary>
    public bool IsInitialised => _isInitialised;

    internal void Write(ReplicaStatus status)
    {
        _isInitialised |= status.Term > 0 || status.Roster.Newest is not null;
        _current = status;
    }
}
