using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>
/// A stage that is closed goes through its opening beforehand, so that the runtime has loaded and compiled all of it when a promotion comes: again and
/// again with growing pauses until it went well once, and never again once the real thing has come.
/// </summary>
/// <param name="stage">Who is told when it is due, and when it has failed.</param>
/// <param name="timers">Of the stage.</param>
/// <param name="log">Of the stage: nobody but a curious one need know of a failure.</param>
/// <param name="rehearse">Goes through it.</param>
internal sealed class Rehearsals(IActorRef stage, ITimerScheduler timers, ILoggingAdapter log, Func<CancellationToken, Task> rehearse)
{
    /// <summary>Soon, because the next take-over may come soon; but a replica that finds the lock free shall have it by then.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _over = new();
    private int _failures;

    public void Begin() => timers.StartSingleTimer(nameof(Due), Due.Instance, FirstPause);

    public void OnDue()
    {
        if (!_over.IsCancellationRequested)
            _ = rehearse(_over.Token).PipeTo(stage, failure: e => new Failed(e));
    }

    public void OnFailed(Failed failed)
    {
        if (_over.IsCancellationRequested)
            return;

        log.Debug("The opening of {0} could not be rehearsed: {1}", stage.Path.Name, failed.Cause.Message);
        timers.StartSingleTimer(nameof(Due), Due.Instance, Backoff.Doubling(Pause, LongestPause, _failures++));
    }

    /// <summary>The real thing has come, or nothing will: one that is under way ends at once.</summary>
    public void End()
    {
        timers.Cancel(nameof(Due));
        _ = _over.CancelAsync();
    }

    /// <summary>To the stage: a rehearsal is due.</summary>
    public sealed record Due
    {
        public static readonly Due Instance = new();
    }

    /// <summary>To the stage: a rehearsal has failed.</summary>
    public sealed record Failed(Exception Cause);
}
