using Akka.Actor;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Replication;

/// <summary>
/// Keeps those waiting who asked for a hand-over that came to nothing, until this replica is active again, or another one leads after all, or that
/// has taken too long.
/// </summary>
/// <param name="owner">Hears <see cref="Overdue"/>.</param>
/// <param name="status">Where a late successor is shown.</param>
/// <param name="replica">This replica.</param>
/// <param name="limit">How long they wait at most.</param>
internal sealed class TakingBack(IWithTimers owner, StatusPublisher status, string replica, TimeSpan limit)
{
    private Handover? _vain;
    private TimeSpan _after;

    /// <summary>Nobody took over, and this replica contends again.</summary>
    /// <param name="vain">The hand-over.</param>
    /// <param name="after">How long it lasted.</param>
    public void Begin(Handover vain, TimeSpan after)
    {
        (_vain, _after) = (_vain is { } before ? vain with { Asked = vain.Asked.AddRange(before.Asked) } : vain, after);
        owner.Timers.StartSingleTimer(nameof(Overdue), Overdue.Instance, limit);
    }

    /// <summary>Whoever took over after all is the answer.</summary>
    public void Saw(Roster roster, TimeSpan now)
    {
        if (_vain?.SuccessorOf(replica, roster) is { } successor)
            Answer(status.Succeeded(_vain.AnswerFor(successor, now)));
    }

    /// <summary>They wait no longer.</summary>
    /// <param name="since">What has become of this replica, as the end of a sentence.</param>
    public void End(string since) => Answer(new ReplicationProtocol.NobodyTookOver(_after, since));

    private void Answer(object answer)
    {
        owner.Timers.Cancel(nameof(Overdue));
        _vain?.Answer(answer);
        _vain = null;
    }

    /// <summary>They have waited long enough.</summary>
    internal sealed record Overdue
    {
        public static readonly Overdue Instance = new();
    }
}
