using Akka.Actor;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Replication;

/// <summary>How long a replica rests after a failure of its own, so that another one takes over.</summary>
/// <param name="owner">Hears <see cref="RanLongEnough"/>.</param>
/// <param name="replica">This replica.</param>
/// <param name="settings">The periods.</param>
internal sealed class Rests(IWithTimers owner, string replica, ReplicationSettings settings)
{
    private int _failures;

    /// <summary>It is active: one that fails again soon has failed in a row.</summary>
    public void BecameActive() => owner.Timers.StartSingleTimer(nameof(RanLongEnough), RanLongEnough.Instance, settings.RestMax);

    /// <summary>It is active no longer.</summary>
    public void Ended() => owner.Timers.Cancel(nameof(RanLongEnough));

    /// <summary>To be called when it has been active for the longest rest.</summary>
    public void Forget() => _failures = 0;

    /// <summary>The next rest.</summary>
    /// <param name="roster">Who is there.</param>
    public TimeSpan Next(Roster roster)
    {
        var rest = Backoff.Doubling(settings.RestMin, settings.RestMax, _failures++);
        var least = UntilAnotherHasTried(roster);
        return rest < least ? least : rest;
    }

    /// <summary>The first of those with a lower priority leaves the lock to each one before it, this replica included, and must not find it taken again then.</summary>
    private TimeSpan UntilAnotherHasTried(Roster roster)
    {
        var (priority, priorities) = (roster.Policy.PriorityOf(replica), roster.Others(replica).Select(other => roster.Policy.PriorityOf(other.Replica)).ToList());
        var lower = priorities.Where(other => other < priority).DefaultIfEmpty(priority).Max();
        var goFirst = priorities.Append(priority).Count(other => other > lower);
        return lower == priority
            ? TimeSpan.Zero
            : (settings.Connection.YieldTimeout * goFirst) + (settings.Connection.PassiveCheckMax * 2);
    }

    /// <summary>What failed before counts no longer.</summary>
    internal sealed record RanLongEnough
    {
        public static readonly RanLongEnough Instance = new();
    }
}
