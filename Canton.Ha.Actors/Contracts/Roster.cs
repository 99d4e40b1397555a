using System.Collections.Immutable;

namespace Canton.Ha.Actors.Contracts;

/// <summary>Which replicas have a presence session, who leads, and what they keep to, as read from the database at one moment.</summary>
/// <param name="Replicas">Every replica with a presence session, this one included, ordered by name.</param>
/// <param name="Leader">Name of the replica whose main session holds the main lock; null when nobody does.</param>
/// <param name="Newest">The newest row of the term table; null before the first term. Its replica has passed the barrier.</param>
/// <param name="Policy">What an operator wants replicas to keep to when they take over.</param>
public sealed record Roster(ImmutableArray<RosterEntry> Replicas, string? Leader, TermRecord? Newest, FailoverPolicy Policy)
{
    /// <summary>What is known before the first reading.</summary>
    public static readonly Roster Unknown = new([], null, null, FailoverPolicy.None);

    /// <summary>The replicas other than <paramref name="replica"/>.</summary>
    public IEnumerable<RosterEntry> Others(string replica) => Replicas.Where(entry => entry.Replica != replica);

    /// <summary>Same replicas, leader, newest term and policy.</summary>
    public bool IsSameAs(Roster other) =>
        Leader == other.Leader && Newest == other.Newest && Policy == other.Policy && Replicas.SequenceEqual(other.Replicas);
}

/// <summary>One replica with a presence session.</summary>
/// <param name="Replica">Its name in the configuration.</param>
/// <param name="Addresses">Where its servers can be reached.</param>
public sealed record RosterEntry(string Replica, ReplicaAddresses Addresses);
