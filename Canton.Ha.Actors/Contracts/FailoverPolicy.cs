using System.Collections.Immutable;

namespace Canton.Ha.Actors.Contracts;

/// <summary>What an operator wants replicas to keep to when they take over. It is kept in the database, so that it outlives every replica.</summary>
/// <param name="Pause">Automatic failover is off; null when it is on.</param>
/// <param name="Priorities">
/// By replica, <see cref="PriorityMin"/> to <see cref="PriorityMax"/>: while one with a higher number is present, the others leave it a free lock for a
/// while. Who is not named has 0.
/// </param>
public sealed record FailoverPolicy(FailoverPause? Pause, ImmutableSortedDictionary<string, int> Priorities)
{
    /// <summary>Lowest priority.</summary>
    public const int PriorityMin = -1000;

    /// <summary>Highest priority.</summary>
    public const int PriorityMax = 1000;

    /// <summary>No pause, and nobody goes first.</summary>
    public static readonly FailoverPolicy None = new(null, ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>The priority of a replica.</summary>
    public int PriorityOf(string replica) => Priorities.GetValueOrDefault(replica);

    /// <summary>Lets only priorities pass that there are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from <see cref="PriorityMin"/> to <see cref="PriorityMax"/>.</exception>
    public static void RequirePriority(int priority)
    {
        if (priority is < PriorityMin or > PriorityMax)
            throw new ArgumentOutOfRangeException(nameof(priority), priority, $"A priority is a whole number from {PriorityMin} to {PriorityMax}.");
    }

    /// <summary>Same pause, same priorities.</summary>
    public bool Equals(FailoverPolicy? other) =>
        other is not null && Pause == other.Pause && Priorities.SequenceEqual(other.Priorities);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Priorities.Aggregate(HashCode.Combine(Pause), (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));
}

/// <summary>
/// While automatic failover is paused, only the replica that led last takes the main lock, or the named successor of a hand-over; anybody before
/// the first term.
/// </summary>
/// <param name="By">Who paused it.</param>
/// <param name="Why">Why.</param>
/// <param name="Since">Since when, by the database's clock.</param>
public sealed record FailoverPause(string By, string Why, DateTimeOffset Since)
{
    /// <summary>The pause in words, as the end of a sentence.</summary>
    public override string ToString() => $"automatic failover is paused by {By} since {Since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: {Why}";
}
