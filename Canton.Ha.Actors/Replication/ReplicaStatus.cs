using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Replication;

/// <summary>What a replica knows about itself at one moment; immutable.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Held">The term it holds; null when it holds none.</param>
/// <param name="Term">Number of the last term it held; 0 before the first.</param>
/// <param name="Since">Monotonic time at which it took this role (see <see cref="TimeProvider.GetTimestamp"/>).</param>
/// <param name="Why">Why it took this role.</param>
/// <param name="Roster">Who is there.</param>
/// <param name="Stages">Every stage in the order of opening, and whether it is open.</param>
/// <param name="Trouble">What keeps it from contending (no database, read-only server, …); null when nothing does.</param>
public sealed record ReplicaStatus(
    string Replica, ReplicaRole Role, LockTerm? Held, long Term, long Since, string Why, Roster Roster,
    ImmutableArray<StageStatus> Stages, string? Trouble)
{
    /// <summary>The newest of the facts published about it that this status already shows; null before the first.</summary>
    public ReplicaEvent? Latest { get; init; }

    /// <summary>How long the storage took to answer when the roster was read last; null while it cannot be read.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>Role active, and nothing speaks against holding the lock: true from the opening of the last stage to the first moment of a demotion.</summary>
    public bool IsActive => Role == ReplicaRole.Active && Held is { IsHeld: true };

    /// <summary>What replicas keep to when they take over, as read last.</summary>
    public FailoverPolicy Policy => Roster.Policy;

    /// <summary>It serves, or could take over: it is in the roster, and nothing keeps it from contending.</summary>
    public bool IsReady => IsActive || (Role == ReplicaRole.Passive && Trouble is null && Roster.Replicas.Any(entry => entry.Replica == Replica));
}

/// <summary>One stage.</summary>
public sealed record StageStatus(string Name, bool IsOpen);
