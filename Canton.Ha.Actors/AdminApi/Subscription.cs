using System.Threading.Channels;
using Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What waits for one call that watches a replica.</summary>
internal sealed class Subscription : BoundedBuffer<WatchResponse>
{
    private Subscription(int capacity, BoundedChannelFullMode whenFull)
        : base(capacity, whenFull) => MissesNothing = whenFull == BoundedChannelFullMode.Wait;

    /// <summary>It is of an operator, and not of health, which everybody may watch.</summary>
    public bool MissesNothing { get; }

    /// <summary>For a subscriber that must miss nothing: it is full when that many events wait behind the snapshot.</summary>
    public static Subscription ToEveryEvent(int buffer) => new(buffer + 1, BoundedChannelFullMode.Wait);

    /// <summary>For one that only wants to know that something has changed: it is never full.</summary>
    public static Subscription ToChanges() => new(capacity: 1, BoundedChannelFullMode.DropWrite);
}
