namespace Canton.Ha.Actors.Sequencing;

/// <summary>One listening of a member, until it has enough, another one takes its place, or nobody may listen any more.</summary>
internal sealed class Subscription : IDisposable
{
    private readonly Subscriptions _all;
    private readonly MemberFeed _feed;
    private readonly CancellationTokenSource _ended;
    private volatile bool _isSuperseded;

    public Subscription(Subscriptions all, MemberState member, MemberFeed feed, CancellationToken closing)
    {
        (_all, _feed, Member) = (all, feed, member);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(closing);
        Ended = _ended.Token;
    }

    /// <summary>Who listens, as it was when that began.</summary>
    public MemberState Member { get; }

    /// <summary>Fires when the subscription is over.</summary>
    public CancellationToken Ended { get; }

    /// <summary>It is over because the member has a newer one.</summary>
    public bool IsSuperseded => _isSuperseded;

    /// <summary>Waits for the next events of the member, or for time to pass.</summary>
    public Task<Heard> NextAsync(CancellationToken cancellation) => _feed.NextAsync(cancellation);

    public void Supersede()
    {
        _isSuperseded = true;
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose()
    {
        _all.Forget(this);
        _ended.Dispose();
    }
}
