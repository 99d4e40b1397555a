using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>
/// Takes everybody who waits, gives places, writes all of it in one fenced transaction, and only then delivers and answers: one batch after
/// the other. What has become of a transaction that fails is not known here, so the writer ends with it; a later term reads what was committed.
/// </summary>
internal sealed class SequencerWriter
{
    /// <summary>So few that nobody waits long behind them.</summary>
    private const int PrunedAtOnceMax = 2000;

    private readonly ISequencerStore _store;
    private readonly WriteAccess _access;
    private readonly WaitingRoom _room;
    private readonly OrderingRules _rules;
    private readonly Ordering _ordering;
    private SequencerState _state;
    private volatile IReadOnlyList<string> _laggards = [];

    public SequencerWriter(SequencingSettings settings, ISequencerStore store, WriteAccess access, WaitingRoom room, SequencerState state)
    {
        (_store, _access, _room, _state) = (store, access, room, state);
        _rules = new OrderingRules(settings.DeduplicationWindow, settings.MembersMax);
        _ordering = new Ordering(_rules);
        Tail = new CommittedTail<CommittedBatch>(state.Time, settings.TailBytesMax);
    }

    /// <summary>What was committed last.</summary>
    public CommittedTail<CommittedBatch> Tail { get; }

    /// <summary>Members for which events must be kept that are older than the window, since they have not acknowledged them; as seen when pruning came to its end last.</summary>
    public IReadOnlyList<string> Laggards => _laggards;

    /// <summary>Serves until the room is closed and empty. In the end nobody waits in it, however that comes.</summary>
    /// <exception cref="OperationCanceledException">It was to stop at once, or the term is lost.</exception>
    /// <exception cref="NotActiveException">The term is lost.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (await _room.NextAsync(stop) is { Count: > 0 } next)
                await ServeAsync(next, stop);
        }
        finally
        {
            _room.Clear();
        }
    }

    private async Task ServeAsync(IReadOnlyList<WaitingRequest> served, CancellationToken stop)
    {
        try
        {
            await using var session = await _access.RentAsync(stop);
            await OrderAsync(session, served, stop);
        }
        finally
        {
            _room.Leave(served);
        }
    }

    private async Task OrderAsync(IWriteSession session, IReadOnlyList<WaitingRequest> served, CancellationToken stop)
    {
        WaitingRequest[] members = [.. served.Where(waiting => waiting.Request is MemberRequest)];
        MemberRequest[] requests = [.. members.Select(waiting => (MemberRequest)waiting.Request)];
        var look = await _store.LookAsync(session, Ordering.Asked(_state, requests), stop);
        var batch = _ordering.Order(_state, requests, look, isTick: served.Any(waiting => waiting.Request is SequencerRequest.Tick));
        if (batch.IsChange)
            await CommitAsync(session, batch, stop);
        foreach (var (waiting, answer) in members.Zip(batch.Answers))
            waiting.Give(answer);
        if (served.Any(waiting => waiting.Request is SequencerRequest.Prune))
            await PruneAsync(session, stop);
        foreach (var waiting in served)
            waiting.Give(SequencerAnswer.Done.Instance);
    }

    /// <summary>The order is the safety: what anybody hears, and what the next batch is built on, is on the disk.</summary>
    private async Task CommitAsync(IWriteSession session, OrderedBatch batch, CancellationToken stop)
    {
        await _store.WriteAsync(session, batch, stop);
        _state = batch.State;
        Tail.Append(new CommittedBatch(batch.State.Time, batch.Events));
    }

    /// <summary>
    /// A part at a time, with everybody who waits in between. Counted from the time that has come and not from the clock, which may be put
    /// back: a message that is forgotten must find its latest sequencing time passed for ever.
    /// </summary>
    private async Task PruneAsync(IWriteSession session, CancellationToken stop)
    {
        var upTo = _state.Time - _rules.WindowMicroseconds;
        var pruned = await _store.PruneAsync(session, upTo, PrunedAtOnceMax, stop);
        if (pruned.Count == 0)
        {
            _laggards = await _store.FindLaggardsAsync(session, upTo, stop);
            return;
        }

        _state = _state with
        {
            Members = _state.Members.SetItems(
                from member in _state.Members.Values
                where pruned.ContainsKey(member.Id)
                select KeyValuePair.Create(member.Name, member with { Pruned = pruned[member.Id] })),
        };
        _ = _room.EnterAsync(SequencerRequest.Prune.Instance, 0);
    }
}
