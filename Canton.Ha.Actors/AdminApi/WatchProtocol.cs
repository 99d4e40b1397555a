using System.Collections.Immutable;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What the calls of an Admin API say to the watch of its replica.</summary>
public static class WatchProtocol
{
    /// <summary>Begin to fill this subscription: with the state of the replica, then with every change of it. Answered by <see cref="Subscribed"/> or <see cref="Full"/>.</summary>
    internal sealed record Subscribe(Subscription Subscription);

    /// <summary>The state is in the subscription.</summary>
    internal sealed record Subscribed
    {
        public static readonly Subscribed Instance = new();
    }

    /// <summary>There are as many subscribers as there may be.</summary>
    internal sealed record Full(int SubscribersMax);

    /// <summary>Nobody reads this subscription any more. No answer.</summary>
    internal sealed record Unsubscribe(Subscription Subscription);

    /// <summary>Asks for the newest events. Answered by <see cref="Recent"/>.</summary>
    internal sealed record GetRecent
    {
        public static readonly GetRecent Instance = new();
    }

    /// <summary>The newest events, oldest first.</summary>
    internal sealed record Recent(ImmutableArray<SeenEvent> Events);
}
