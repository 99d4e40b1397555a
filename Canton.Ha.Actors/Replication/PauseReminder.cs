using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Replication;

/// <summary>Warns that automatic failover is paused, when that begins and as long as it lasts: a pause is easily forgotten, and nobody takes over then.</summary>
/// <param name="owner">Hears <see cref="Due"/>.</param>
/// <param name="log">Where to warn.</param>
/// <param name="period">Time between two warnings.</param>
internal sealed class PauseReminder(IWithTimers owner, ILoggingAdapter log, TimeSpan period)
{
    private FailoverPause? _pause;

    /// <summary>What was read last. Other words for the same pause are news too.</summary>
    public void Note(FailoverPause? pause)
    {
        if (pause == _pause)
            return;

        _pause = pause;
        if (pause is null)
            owner.Timers.Cancel(nameof(Due));
        else
            Begin();
    }

    /// <summary>To be called when it is due.</summary>
    public void Remind() => log.Warning("No replica takes over by itself: {0}.", _pause);

    private void Begin()
    {
        Remind();
        owner.Timers.StartPeriodicTimer(nameof(Due), Due.Instance, period);
    }

    /// <summary>It is time to warn again.</summary>
    internal sealed record Due
    {
        public static readonly Due Instance = new();
    }
}
