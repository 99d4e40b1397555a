using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Topology;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// Which synchronizers are known, how far each is processed, and to which of them submissions can go. One whose connection was lost, or is not yet
/// made again, is worth waiting for, but only for a while.
/// </summary>
internal sealed class SynchronizerBoard
{
    private readonly CertificationRules _rules;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly Lock _guard = new();
    private readonly SortedDictionary<string, Place> _places = new(StringComparer.Ordinal);
    private volatile BoardView _view = new([], new TaskCompletionSource().Task);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="stored">As read from the store.</param>
    /// <param name="rules">Of certification.</param>
    /// <param name="time">Clock of this participant.</param>
    /// <param name="patience">How long one that is gone is worth waiting for.</param>
    public SynchronizerBoard(StoredLedger stored, CertificationRules rules, TimeProvider time, TimeSpan patience)
    {
        (_rules, _time, _patience) = (rules, time, patience);
        foreach (var position in stored.Positions)
            _places[position.Synchronizer] = new Place(stored.Hosting.GetValueOrDefault(position.Synchronizer, Hosting.Empty), position.View, position.Counter, time.GetTimestamp());
        Show();
    }

    /// <summary>What there is now. To be taken before contracts are read.</summary>
    public BoardView Current => _view;

    /// <summary>For how long one of those that are gone is still worth waiting for; zero or less if none is.</summary>
    public TimeSpan PatienceLeft
    {
        get
        {
            lock (_guard)
                return _places.Values.Where(place => !IsReady(place)).Select(place => _patience - _time.GetElapsedTime(place.ReadyAt)).DefaultIfEmpty(TimeSpan.Zero).Max();
        }
    }

    /// <summary>Some synchronizer that was ever connected; null if none was.</summary>
    public string? AnyKnown
    {
        get
        {
            lock (_guard)
                return _places.Keys.FirstOrDefault();
        }
    }

    /// <summary>How far each synchronizer has been heard that was connected since this ledger was opened, by its alias.</summary>
    public ImmutableArray<(string Alias, long View)> Views
    {
        get
        {
            lock (_guard)
                return [.. _places.Values.Where(place => place is { Alias: not null, View: > Micros.Min }).Select(place => (place.Alias!, place.View))];
        }
    }

    /// <summary>Whether a synchronizer was ever connected.</summary>
    public bool IsKnown(string synchronizer)
    {
        lock (_guard)
            return _places.ContainsKey(synchronizer);
    }

    /// <summary>Who is hosted where on a synchronizer.</summary>
    public Hosting HostingOf(string synchronizer)
    {
        lock (_guard)
            return _places.TryGetValue(synchronizer, out var place) ? place.Hosting : Hosting.Empty;
    }

    /// <summary>Counter of the last event of a synchronizer that is durable here.</summary>
    public long WrittenOf(string synchronizer)
    {
        lock (_guard)
            return _places.TryGetValue(synchronizer, out var place) ? place.Written : 0;
    }

    /// <summary>It is connected.</summary>
    public void Connected(ISequencerLink link) => Change(link.Synchronizer, place => place with { IsConnected = true, Alias = link.Alias, Priority = link.Priority });

    /// <summary>It is no longer connected.</summary>
    public void Disconnected(string synchronizer) => Change(synchronizer, place => place with { IsConnected = false });

    /// <summary>A batch is durable.</summary>
    public void Publish(IndexedBatch batch, Hosting hosting) => Change(batch.Synchronizer, place => place with
    {
        Hosting = hosting,
        View = Math.Max(place.View, batch.View),
        Written = batch.Position?.Counter ?? place.Written,
    });

    private bool IsReady(Place place) => place.IsConnected && _rules.IsFresh(place.View, _time.NowMicros());

    private void Change(string synchronizer, Func<Place, Place> change)
    {
        TaskCompletionSource? changed = null;
        lock (_guard)
        {
            var former = _places.TryGetValue(synchronizer, out var known) ? known : new Place(Hosting.Empty, Micros.Min, 0, _time.GetTimestamp());
            var place = change(former);
            var isReady = IsReady(place);
            _places[synchronizer] = place with { ReadyAt = isReady || former.WasReady ? _time.GetTimestamp() : former.ReadyAt, WasReady = isReady };
            if (isReady != former.WasReady)
                (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Show();
        }

        changed?.SetResult();
    }

    private void Show() => _view = new BoardView(
        [.. _places.Where(place => place.Value.WasReady).Select(place => place.Value.Show(place.Key))], _changed.Task);

    /// <param name="Hosting">After the last durable event.</param>
    /// <param name="View">After the last durable event.</param>
    /// <param name="Written">Counter of that event.</param>
    /// <param name="ReadyAt">Timestamp of when submissions could last go there.</param>
    private sealed record Place(Hosting Hosting, long View, long Written, long ReadyAt)
    {
        public bool IsConnected { get; init; }

        public bool WasReady { get; init; }

        public string? Alias { get; init; }

        public int Priority { get; init; }

        public ConnectedSynchronizer Show(string id) => new(id, Hosting, View) { Alias = Alias ?? id, Priority = Priority };
    }
}

/// <summary>The synchronizers at one moment.</summary>
/// <param name="Ready">To which submissions can go.</param>
/// <param name="Changed">Completes when these are others.</param>
internal sealed record BoardView(ImmutableArray<ConnectedSynchronizer> Ready, Task Changed);
