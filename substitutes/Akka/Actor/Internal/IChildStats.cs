using Akka.Util;

namespace Akka.Actor.Internal;

/// <summary>What a parent knows about a child's name.</summary>
public interface IChildStats
{
}

/// <summary>The name is taken by a child that is being made.</summary>
public class ChildNameReserved : IChildStats
{
    private ChildNameReserved()
    {
    }

    public static ChildNameReserved Instance { get; } = new();

    public override string ToString() => "Name Reserved";
}

/// <summary>A child and how often it was restarted.</summary>
public class ChildRestartStats : IChildStats
{
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    public IInternalActorRef Child { get; }

    public long Uid => Child.Path.Uid;

    /// <summary>Restarts counted so far, or since the window began.</summary>
    public uint MaxNrOfRetriesCount { get; private set; }

    /// <summary>When the window began; 0 before the first restart.</summary>
    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>Counts one more restart; false when it is one too many.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed; 0 for none, negative for no limit, or for one within the window.</param>
    /// <param name="withinTimeMilliseconds">Length of the window; 0 or less for all time.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
            return false;
        if (withinTimeMilliseconds > 0)
            return CountInWindow(maxNrOfRetries > 0 ? maxNrOfRetries : 1, TimeSpan.FromMilliseconds(withinTimeMilliseconds).Ticks);
        return maxNrOfRetries < 0 || ++MaxNrOfRetriesCount <= maxNrOfRetries;
    }

    private bool CountInWindow(int retries, long windowTicks)
    {
        var now = MonotonicClock.Elapsed.Ticks;
        if (RestartTimeWindowStartTicks == 0)
            RestartTimeWindowStartTicks = now;
        if (now - RestartTimeWindowStartTicks <= windowTicks)
            return ++MaxNrOfRetriesCount <= retries;
        MaxNrOfRetriesCount = 1;
        RestartTimeWindowStartTicks = now;
        return true;
    }
}
