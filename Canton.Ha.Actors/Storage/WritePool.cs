using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Storage;

/// <summary>The stage that passes the barrier and keeps the write sessions of a term: Closed → Opening → Open → Closing → Closed.</summary>
internal sealed class WritePool : ReceiveActor, IWithTimers
{
    private readonly IWritePools _pools;
    private readonly WriteAccess _access;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private readonly CancellationTokenSource _stopped = new();

    private CancellationTokenSource _opening = new();
    private CancellationTokenSource _draining = new();
    private SessionLease<IWritePool>? _pool;
    private Rehearsals? _rehearsals;
    private long _term;

    public WritePool(IWritePools pools, WriteAccess access)
    {
        _pools = pools;
        _access = access;
        Become(Closed);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IWritePools pools, WriteAccess access) =>
        Akka.Actor.Props.Create(() => new WritePool(pools, access));

    private Rehearsals Rehearsals => _rehearsals ??= new Rehearsals(Self, Timers, _log, _pools.RehearseAsync);

    protected override void PreStart() => Rehearsals.Begin();

    /// <summary>Ends the pool of the term too, also one that opens only after this actor has stopped.</summary>
    protected override void PostStop()
    {
        _ = _access.Close();
        Rehearsals.End();
        _opening.Cancel();
        _draining.Cancel();
        _stopped.Cancel();
    }

    private void Closed()
    {
        Receive<Rehearsals.Due>(_ => Rehearsals.OnDue());
        Receive<Rehearsals.Failed>(Rehearsals.OnFailed);
        Receive<StageProtocol.Open>(OnOpen);
        Receive<StageProtocol.Close>(m => Context.Parent.Tell(new StageProtocol.Closed(m.Term)));
        Notice();
    }

    private void Opening()
    {
        Receive<PoolOpened>(OnOpened);
        Receive<PoolFailed>(OnFailed);
        Receive<StageProtocol.Close>(_ => GiveUpOpening());
        Notice();
    }

    private void Open()
    {
        Receive<StageProtocol.AllOpen>(_ => NoteActive());
        Receive<StageProtocol.Close>(OnClose);
        Notice();
    }

    private void Closing()
    {
        Receive<PoolOpened>(m => EndPool(m.Pool));
        Receive<PoolFailed>(_ => SayClosed());
        Receive<DrainOver>(_ => _draining.Cancel());
        Receive<Drained>(_ => EndPool(_pool!));
        Receive<PoolEnded>(_ => SayClosed());
        Receive<PoolNotEnded>(m => throw new InvalidOperationException($"A write session of term {_term} could not be ended: {m.Cause.Message}", m.Cause));
        Notice();
    }

    /// <summary>What is of no consequence in any state.</summary>
    private void Notice()
    {
        Receive<NotNoted>(LogNotNoted);
        Receive<Rehearsals.Due>(_ => { }); // The real thing has come first.
        Receive<Rehearsals.Failed>(_ => { });
    }

    private void OnOpen(StageProtocol.Open open)
    {
        Rehearsals.End();
        _term = open.Term.Number;
        _opening = CancellationTokenSource.CreateLinkedTokenSource(open.Term.Lost);
        Become(Opening);
        var opening = _opening.Token;
        _ = SessionLease<IWritePool>.OpenAsync((_, _) => _pools.OpenAsync(open.Term, opening), Self, _stopped.Token)
            .PipeTo(Self, success: pool => new PoolOpened(pool), failure: e => new PoolFailed(e));
    }

    private void OnOpened(PoolOpened opened)
    {
        _pool = opened.Pool;
        _access.Open(opened.Pool.Session);
        Become(Open);
        _log.Info("The write pool is open in term {0}.", _term);
        Context.Parent.Tell(new StageProtocol.Opened(_term));
    }

    private void OnFailed(PoolFailed failed)
    {
        Become(Closed);
        Context.Parent.Tell(new StageProtocol.Failed(_term, failed.Cause.Message));
    }

    private void GiveUpOpening()
    {
        _opening.Cancel();
        Become(Closing);
    }

    private void OnClose(StageProtocol.Close close)
    {
        Become(Closing);
        var left = _access.Close();
        if (close.Drain > TimeSpan.Zero)
            Drain(left, close.Drain);
        else
            EndPool(_pool!);
    }

    private void Drain(Task left, TimeSpan limit)
    {
        var pool = _pool!.Session;
        _draining = CancellationTokenSource.CreateLinkedTokenSource(pool.Term.Lost);
        Timers.StartSingleTimer(nameof(DrainOver), DrainOver.Instance, limit);
        _ = FinishAsync(pool, left, _draining.Token).PipeTo(Self, success: () => Drained.Instance, failure: _ => Drained.Instance);
    }

    private static async Task FinishAsync(IWritePool pool, Task left, CancellationToken limit)
    {
        await left.WaitAsync(limit);
        await pool.NoteEndAsync("handed over", limit).WaitAsync(limit);
    }

    private void EndPool(SessionLease<IWritePool> pool)
    {
        Timers.Cancel(nameof(DrainOver));
        _pool = null;
        _ = pool.EndAsync()
            .PipeTo(Self, success: () => PoolEnded.Instance, failure: e => new PoolNotEnded(e));
    }

    private void SayClosed()
    {
        Become(Closed);
        _log.Info("The write pool is closed after term {0}.", _term);
        Context.Parent.Tell(new StageProtocol.Closed(_term));
    }

    private void NoteActive() =>
        _ = _pool!.Session.NoteActiveAsync(_opening.Token).PipeTo(Self, failure: e => new NotNoted(e));

    private void LogNotNoted(NotNoted m) =>
        _log.Warning("The term table does not say since when term {0} is active: {1}", _term, m.Cause.Message);

    private sealed record PoolOpened(SessionLease<IWritePool> Pool);

    private sealed record PoolFailed(Exception Cause);

    private sealed record DrainOver
    {
        public static readonly DrainOver Instance = new();
    }

    private sealed record Drained
    {
        public static readonly Drained Instance = new();
    }

    private sealed record PoolEnded
    {
        public static readonly PoolEnded Instance = new();
    }

    private sealed record PoolNotEnded(Exception Cause);

    private sealed record NotNoted(Exception Cause);
}
