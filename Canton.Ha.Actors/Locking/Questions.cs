using Akka.Actor;

namespace Canton.Ha.Actors.Locking;

/// <summary>
/// Numbers what an actor asks its session, so that a late answer cannot be taken for this one's, and gives every question a deadline,
/// which arrives as <see cref="Unanswered"/>.
/// </summary>
internal sealed class Questions(IWithTimers owner)
{
    private long _latest;

    /// <summary>A new question that must be answered within <paramref name="limit"/>.</summary>
    public long Ask(TimeSpan limit)
    {
        _latest++;
        owner.Timers.StartSingleTimer(_latest, new Unanswered(_latest), limit);
        return _latest;
    }

    public bool IsLatest(long question) => question == _latest;

    /// <summary>Its deadline is over.</summary>
    public void Settle(long question) => owner.Timers.Cancel(question);

    /// <summary>No answer to anything asked so far is welcome any more; every timer of the actor ends.</summary>
    public void Forget()
    {
        owner.Timers.CancelAll();
        _latest++;
    }

    /// <summary>The deadline of a question has passed.</summary>
    internal sealed record Unanswered(long Question);
}
