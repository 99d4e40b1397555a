using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>
/// A stage that keeps something open during a term: Closed → Opening → Open → Closing → Closed. What it keeps open may end by itself: the parent then
/// decides. Before its first term it rehearses. A stage says what that is, and adds what it does while it is open.
/// </summary>
/// <typeparam name="TServing">What is open.</typeparam>
internal abstract class TermStage<TServing> : ReceiveActor, IWithTimers
    where TServing : class, IServing
{
    private readonly string _what;
    private readonly CancellationTokenSource _stopped = new();

    private CancellationTokenSource _opening = new();
    private SessionLease<TServing>? _serving;
    private Rehearsals? _rehearsals;

    /// <param name="what">What is open, for messages: follows "the".</param>
    protected TermStage(string what)
    {
        _what = what;
        Log = Context.GetLogger();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected ILoggingAdapter Log { get; }

    /// <summary>Number of the term it is or was open in last.</summary>
    protected long Term { get; private set; }

    private Rehearsals Rehearsals => _rehearsals ??= new Rehearsals(Self, Timers, Log, RehearseAsync);

    protected override void PreStart()
    {
        Become(Closed);
        Rehearsals.Begin();
    }

    /// <summary>Ends what is open in the term too, also when it opens only after this actor has stopped.</summary>
    protected override void PostStop()
    {
        OnClosing();
        Rehearsals.End();
        _opening.Cancel();
        _stopped.Cancel();
    }

    /// <summary>Opens it. Runs beside the actor, and so must not touch it.</summary>
    /// <param name="term">In which.</param>
    /// <param name="cancellation">Fires also when the term is lost.</param>
    protected abstract Task<TServing> OpenAsync(LockTerm term, CancellationToken cancellation);

    /// <summary>
    /// Does what <see cref="OpenAsync"/> does as far as that is possible without a term, and what is done first when it is open; changes nothing that others
    /// could see. Runs beside the actor, and ends at once when it is to be opened. Nothing where that would gain nothing.
    /// </summary>
    protected virtual Task RehearseAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>It is open: says so in the log, lets others find it and starts timers.</summary>
    protected abstract void OnOpened(TServing serving);

    /// <summary>It closes, or this actor stops, perhaps without ever having been open: nobody may find it any more. Timers stop by themselves.</summary>
    protected virtual void OnClosing()
    {
    }

    /// <summary>It is closed: says so in the log.</summary>
    protected abstract void OnClosed();

    /// <summary>Adds to the table of the open state.</summary>
    /// <param name="serving">What is open.</param>
    protected virtual void WhileOpen(TServing serving)
    {
    }

    /// <summary>Adds to the table of every state what may come late, or is of no consequence.</summary>
    protected virtual void Ignore()
    {
    }

    private void Closed()
    {
        Receive<Rehearsals.Due>(_ => Rehearsals.OnDue());
        Receive<Rehearsals.Failed>(Rehearsals.OnFailed);
        Receive<StageProtocol.Open>(OnOpen);
        Receive<StageProtocol.Close>(m => Context.Parent.Tell(new StageProtocol.Closed(m.Term)));
        IgnoreLate();
    }

    private void Opening()
    {
        Receive<Opened>(m => OnOpened(m.Serving));
        Receive<NotOpened>(m => Fail(m.Cause));
        Receive<StageProtocol.Close>(_ => GiveUpOpening());
        IgnoreLate();
    }

    private void Open()
    {
        WhileOpen(_serving!.Session);
        Receive<Ended>(m => m.Term == Term, OnEnded);
        Receive<StageProtocol.Close>(OnClose);
        IgnoreLate();
    }

    private void Closing()
    {
        Receive<Opened>(m => End(m.Serving, TimeSpan.Zero));
        Receive<NotOpened>(_ => SayClosed());
        Receive<AllEnded>(_ => SayClosed());
        Receive<NotAllEnded>(m => throw new InvalidOperationException($"The {_what} of term {Term} could not be ended: {m.Cause.Message}", m.Cause));
        IgnoreLate();
    }

    private void IgnoreLate()
    {
        Ignore();
        Receive<StageProtocol.AllOpen>(_ => { });
        Receive<Ended>(_ => { });
        Receive<Rehearsals.Due>(_ => { }); // The real thing has come first.
        Receive<Rehearsals.Failed>(_ => { });
    }

    private void OnOpen(StageProtocol.Open open)
    {
        Rehearsals.End();
        Term = open.Term.Number;
        _opening = CancellationTokenSource.CreateLinkedTokenSource(open.Term.Lost);
        Become(Opening);
        var opening = _opening.Token;
        _ = SessionLease<TServing>.OpenAsync((_, _) => OpenAsync(open.Term, opening), Self, _stopped.Token)
            .PipeTo(Self, success: serving => new Opened(serving), failure: e => new NotOpened(e));
    }

    private void OnOpened(SessionLease<TServing> serving)
    {
        _serving = serving;
        var term = Term;
        _ = serving.Session.Ended.PipeTo(Self, success: () => new Ended(term, "it has nobody to serve"), failure: e => new Ended(term, e.Message));
        OnOpened(serving.Session);
        Become(Open);
        Context.Parent.Tell(new StageProtocol.Opened(Term));
    }

    private void Fail(Exception cause)
    {
        Become(Closed);
        Context.Parent.Tell(new StageProtocol.Failed(Term, cause.Message));
    }

    private void GiveUpOpening()
    {
        _opening.Cancel();
        Become(Closing);
    }

    private void OnEnded(Ended ended)
    {
        Timers.CancelAll();
        Context.Parent.Tell(new StageProtocol.Failed(Term, $"The {_what} has ended: {ended.Why}"));
    }

    private void OnClose(StageProtocol.Close close)
    {
        Timers.CancelAll();
        OnClosing();
        Become(Closing);
        End(_serving!, close.Drain);
    }

    private void End(SessionLease<TServing> serving, TimeSpan drain)
    {
        _serving = null;
        _ = serving.EndAsync(session => session.DrainAsync(drain))
            .PipeTo(Self, success: () => AllEnded.Instance, failure: e => new NotAllEnded(e));
    }

    private void SayClosed()
    {
        Become(Closed);
        OnClosed();
        Context.Parent.Tell(new StageProtocol.Closed(Term));
    }

    private sealed record Opened(SessionLease<TServing> Serving);

    private sealed record NotOpened(Exception Cause);

    private sealed record Ended(long Term, string Why);

    private sealed record AllEnded
    {
        public static readonly AllEnded Instance = new();
    }

    private sealed record NotAllEnded(Exception Cause);
}
