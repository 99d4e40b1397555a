using Akka.Actor;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>How one replica contends for the main lock: when it tries again, for how long it leaves a free lock to others, and what it says of that.</summary>
/// <param name="settings">The periods.</param>
/// <param name="time">Monotonic time.</param>
/// <param name="parent">Hears what hinders this replica, when that changes.</param>
internal sealed class Contention(ConnectionSettings settings, TimeProvider time, IActorRef parent)
{
    private int _failures;
    private long? _yieldingSince;
    private string? _withheld;
    private string? _hindrance;

    /// <summary>How many of the replicas with a higher priority have had their time.</summary>
    public int PassedOver => _yieldingSince is { } since ? (int)(time.GetElapsedTime(since) / settings.YieldTimeout) : 0;

    /// <summary>The storage has answered. Returns how long to wait until the next try.</summary>
    public TimeSpan After(LockAttempt attempt)
    {
        var withheld = attempt as LockAttempt.Withheld;
        _failures = 0;
        _yieldingSince = withheld is { IsYielding: true } ? _yieldingSince ?? time.GetTimestamp() : null;
        SayLasting(withheld is { IsYielding: false } ? withheld.Why : null);
        var period = Backoff.Jittered(settings.PassiveCheckPeriod);
        return _yieldingSince is { } since && Left(time.GetElapsedTime(since)) is var left && left < period ? left : period;
    }

    /// <summary>The storage could not be asked.</summary>
    public TimeSpan AfterFailure(string why)
    {
        Say(why);
        (_withheld, _yieldingSince) = (null, null);
        _failures = Math.Min(_failures + 1, 2);
        return Backoff.Jittered(settings.PassiveCheckPeriod * _failures);
    }

    /// <summary>How long the one that goes first has left after so much time.</summary>
    private TimeSpan Left(TimeSpan yielded) => settings.YieldTimeout - TimeSpan.FromTicks(yielded.Ticks % settings.YieldTimeout.Ticks);

    /// <summary>One refusal alone is not worth a word: it may be over with the next try. Leaving a preferred replica its time is none: it ends by itself.</summary>
    private void SayLasting(string? withheld)
    {
        Say(withheld == _withheld ? withheld : null);
        _withheld = withheld;
    }

    private void Say(string? hindrance)
    {
        if (hindrance == _hindrance)
            return;

        _hindrance = hindrance;
        parent.Tell(new LockProtocol.Hindered(hindrance));
    }
}
