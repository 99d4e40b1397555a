using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>
/// Keeps one synchronizer connected during a term: Connecting → Connected → Resting → Connecting …, until it is told to end: Ending. That another
/// replica leads is no reason to rest but to fail.
/// </summary>
internal sealed class SynchronizerConnection : ReceiveActor, IWithTimers
{
    /// <summary>Whoever is connected for less has gained nothing.</summary>
    private static readonly TimeSpan SettledAfter = TimeSpan.FromSeconds(1);

    private readonly string _alias;
    private readonly ISynchronizerLine _line;
    private readonly RetryPauses _pauses;
    private readonly ReplicaTerm _term;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();

    private (SynchronizerPhase Phase, string Why) _said;
    private string _endsBecause = "this replica gives up its term";
    private int _attempt;
    private int _failures;

    public SynchronizerConnection(string alias, ISynchronizerLine line, RetryPauses pauses, ReplicaTerm term)
    {
        _alias = alias;
        _line = line;
        _pauses = pauses;
        _term = term;
        Become(Connecting);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string alias, ISynchronizerLine line, RetryPauses pauses, ReplicaTerm term) =>
        Akka.Actor.Props.Create(() => new SynchronizerConnection(alias, line, pauses, term));

    protected override void PreStart()
    {
        Say(SynchronizerPhase.Connecting, "it is wanted");
        Connect();
    }

    protected override void PostStop()
    {
        _stop.Cancel();
        _ = _line.DisposeAsync().AsTask();
        Say(SynchronizerPhase.Disconnected, _endsBecause);
    }

    private void Connecting()
    {
        Receive<Up>(OnUp);
        Receive<NotUp>(m => OnNotUp(m.Cause));
        Receive<ConnectionProtocol.Hurry>(_ => { }); // The attempt is under way.
        Receive<ConnectionProtocol.Disconnect>(m => End(m.Why));
    }

    private void Connected()
    {
        Receive<Settled>(_ => _failures = 0);
        Receive<Down>(m => m.Attempt == _attempt, m => OnDown(m.Cause));
        Receive<Down>(_ => { }); // The end of an earlier attempt.
        Receive<ConnectionProtocol.Hurry>(_ => _log.Debug("{0} is connected.", _alias));
        Receive<ConnectionProtocol.Disconnect>(m => End(m.Why));
    }

    private void Resting()
    {
        Receive<RestOver>(_ => Connect());
        Receive<ConnectionProtocol.Hurry>(_ => Connect());
        Receive<Down>(_ => { }); // The end of an earlier attempt.
        Receive<ConnectionProtocol.Disconnect>(m => End(m.Why));
    }

    private void Ending()
    {
        Receive<Ended>(_ => Context.Stop(Self));
        Receive<ConnectionProtocol.Hurry>(_ => { }); // The registry begins anew when this one has stopped.
        Receive<ConnectionProtocol.Disconnect>(_ => { }); // Under way.
        Receive<RestOver>(_ => { });
    }

    /// <summary>What piped work says when nobody waits for it any more.</summary>
    protected override void Unhandled(object message)
    {
        if (message is not Answer)
            base.Unhandled(message);
    }

    private void Connect()
    {
        Timers.Cancel(nameof(RestOver));
        Become(Connecting);
        var attempt = ++_attempt;
        _ = _line.ConnectAsync(_stop.Token).PipeTo(Self, success: up => new Up(attempt, up), failure: e => new NotUp(e));
    }

    private void OnUp(Up up)
    {
        Become(Connected);
        Timers.StartSingleTimer(nameof(Settled), Settled.Instance, SettledAfter);
        Say(SynchronizerPhase.Connected, $"{up.Line.Synchronizer} at {up.Line.Endpoint.Authority}");
        Context.Parent.Tell(new ConnectionProtocol.Connected(_alias, up.Line.Synchronizer));
        _ = up.Line.Ended.PipeTo(
            Self, success: () => new Down(up.Attempt, new InvalidOperationException("It has ended without a reason.")), failure: e => new Down(up.Attempt, e));
    }

    private void OnNotUp(Exception cause)
    {
        Hinder(cause);
        Rest();
    }

    private void Rest()
    {
        Become(Resting);
        Timers.StartSingleTimer(nameof(RestOver), RestOver.Instance, _pauses.After(_failures++));
    }

    /// <summary>
    /// Another replica of the synchronizer may serve already, so that the first attempt comes at once; but not when the connection did not last, and might
    /// not last again.
    /// </summary>
    private void OnDown(Exception cause)
    {
        var hasLasted = !Timers.IsTimerActive(nameof(Settled));
        Timers.Cancel(nameof(Settled));
        Hinder(cause);
        if (hasLasted)
            Connect();
        else
            Rest();
    }

    private void Hinder(Exception cause)
    {
        if (cause is StaleTermException)
            throw new StaleTermException($"{_alias}: {cause.Message}");
        Say(SynchronizerPhase.Connecting, cause.Message);
        Context.Parent.Tell(new ConnectionProtocol.NotConnected(_alias, cause.Message));
    }

    private void End(string why)
    {
        _endsBecause = why;
        Timers.CancelAll();
        _stop.Cancel();
        Become(Ending);
        _ = _line.DisposeAsync().AsTask().PipeTo(Self, success: () => Ended.Instance, failure: _ => Ended.Instance);
    }

    private void Say(SynchronizerPhase phase, string why)
    {
        if (_said == (phase, why))
            return;
        _said = (phase, why);
        _log.Info("{0} is {1}: {2}", _alias, phase, why);
        _term.Publish(Context.System, _alias, phase, why);
    }

    private abstract record Answer;

    private sealed record Up(int Attempt, LineUp Line) : Answer;

    private sealed record NotUp(Exception Cause) : Answer;

    private sealed record Down(int Attempt, Exception Cause) : Answer;

    private sealed record Ended : Answer
    {
        public static readonly Ended Instance = new();
    }

    private sealed record Settled
    {
        public static readonly Settled Instance = new();
    }

    private sealed record RestOver
    {
        public static readonly RestOver Instance = new();
    }
}
