namespace Canton.Ha.Actors.Dashboard;

/// <summary>What the streams to pages say to the hub of their replica.</summary>
public static class DashboardProtocol
{
    /// <summary>Begin to fill this buffer: with everything there is, then with every change of it. Answered by <see cref="Subscribed"/> or <see cref="Full"/>.</summary>
    internal sealed record Subscribe(PageBuffer Buffer, PageScope Scope);

    /// <summary>The beginning is in the buffer.</summary>
    internal sealed record Subscribed
    {
        public static readonly Subscribed Instance = new();
    }

    /// <summary>There are as many subscribers as there may be.</summary>
    internal sealed record Full(int SubscribersMax);

    /// <summary>Nobody reads this buffer any more. No answer.</summary>
    internal sealed record Unsubscribe(PageBuffer Buffer);
}
