namespace Canton.Ha.Actors.Sequencing;

/// <summary>Who listens: of each member the newest subscription only, so that there are never more than members.</summary>
internal sealed class Subscriptions
{
    private readonly Lock _guard = new();
    private readonly Dictionary<int, Subscription> _newest = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_guard)
                return _newest.Count;
        }
    }

    /// <summary>Begins one, and ends the member's older one. That of a newer term is the newer one, whichever comes first.</summary>
    public Subscription Begin(MemberState member, MemberFeed feed, CancellationToken closing)
    {
        var begun = new Subscription(this, member, feed, closing);
        Subscription? older;
        lock (_guard)
        {
            older = _newest.GetValueOrDefault(member.Id);
            if (older?.Member.Term > member.Term)
                older = begun;
            else
                _newest[member.Id] = begun;
        }

        older?.Supersede();
        return begun;
    }

    internal void Forget(Subscription subscription)
    {
        lock (_guard)
            if (_newest.GetValueOrDefault(subscription.Member.Id) == subscription)
                _newest.Remove(subscription.Member.Id);
    }
}
