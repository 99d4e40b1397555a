using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>The order while it may be added to: one term's writer and those who wait for it or listen to it.</summary>
internal sealed class OpenSequencer
{
    private readonly SequencingSettings _settings;
    private readonly ISequencerStore _store;
    private readonly WaitingRoom _room;
    private readonly SequencerWriter _writer;
    private readonly Subscriptions _subscriptions = new();
    private readonly CancellationTokenSource _closing;
    private readonly CancellationTokenSource _stop;

    private OpenSequencer(SequencingSettings settings, ISequencerStore store, WriteAccess access, SequencerState state, LockTerm term)
    {
        (_settings, _store) = (settings, store);
        _closing = CancellationTokenSource.CreateLinkedTokenSource(term.Lost);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(term.Lost);
        _room = new WaitingRoom(settings);
        _writer = new SequencerWriter(settings, store, access, _room, state);
        Ended = _writer.RunAsync(_stop.Token);
    }

    /// <summary>Completes when everybody has been served after <see cref="DrainAsync"/>; fails when nobody can be served any more.</summary>
    public Task Ended { get; }

    /// <summary>Fires when subscribers must go.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Messages that wait for a place in the order.</summary>
    public long Waiting => _room.Messages;

    /// <summary>Members that listen.</summary>
    public int Subscribers => _subscriptions.Count;

    /// <summary>The time up to which everything is sequenced, in microseconds since the Unix epoch.</summary>
    public long Time => _writer.Tail.UpTo;

    /// <summary>Members for which events must be kept that are older than the deduplication window, since they have not acknowledged them.</summary>
    public IReadOnlyList<string> Laggards => _writer.Laggards;

    /// <summary>Reads what the order depends on and begins to serve.</summary>
    public static async Task<OpenSequencer> OpenAsync(
        SequencingSettings settings, ISequencerStore store, WriteAccess access, LockTerm term, CancellationToken cancellation) =>
        new(settings, store, access, await store.LoadAsync(cancellation), term);

    /// <summary>Has a request served.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="bytes">Its size.</param>
    /// <exception cref="SequencerOverloadedException">Too many wait already; nothing was done.</exception>
    /// <exception cref="SequencerClosedException">This replica does not serve any more; the outcome is unknown.</exception>
    public Task<SequencerAnswer> AskAsync(SequencerRequest request, long bytes) => _room.EnterAsync(request, bytes);

    /// <summary>Begins to hear what a member hears, in the place of its older subscription.</summary>
    /// <param name="member">The answer to its request to subscribe.</param>
    /// <param name="fromCounter">Its first event.</param>
    public Subscription Listen(MemberState member, long fromCounter) =>
        _subscriptions.Begin(member, new MemberFeed(member, fromCounter, _writer.Tail, _store, _settings.PageMax), Closing);

    /// <summary>Lets time go on; without effect where too many wait, since time goes on with them.</summary>
    public void Tick() => _ = _room.EnterAsync(SequencerRequest.Tick.Instance, 0);

    /// <summary>Removes what nobody needs any more; another time if too many wait.</summary>
    public void Prune() => _ = _room.EnterAsync(SequencerRequest.Prune.Instance, 0);

    /// <summary>Sends every subscriber away, lets nobody in, and serves who is inside, for as long as <paramref name="limit"/>.</summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        await _closing.CancelAsync();
        _room.Close();
        _stop.CancelAfter(limit);
        await Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
