using Akka.Actor;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>
/// Puts together what the pages of one replica show, and passes each change on to all of them without waiting for any. As long as a browser watches,
/// it also hears the other replicas.
/// </summary>
internal sealed class DashboardHub : ReceiveActor, IWithTimers
{
    private readonly DashboardSources _sources;
    private readonly DashboardLimits _limits;
    private readonly string _replica;
    private readonly string _life;
    private readonly CancellationTokenSource _stopped = new();

    private readonly Audience _audience;
    private readonly Members _members;
    private readonly Peers _peers;
    private readonly TermTable _terms;
    private readonly NewsLog _news;
    private readonly Queue<LedgerSample> _trend = new();
    private long _count;

    public DashboardHub(DashboardSources sources, DashboardLimits limits)
    {
        _sources = sources;
        _limits = limits;
        _replica = sources.Node.Name;
        _life = $"{_replica}-{sources.Time.GetUtcNow().ToUnixTimeMilliseconds():x}";
        _audience = new Audience(limits);
        _members = new Members(limits, sources.Time);
        _peers = new Peers(Context, sources.Peers);
        _terms = new TermTable(sources.Node, limits, sources.Time);
        _news = new NewsLog(limits.NewsMax);
        Watching();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(DashboardSources sources, DashboardLimits limits) => Akka.Actor.Props.Create(() => new DashboardHub(sources, limits));

    /// <summary>Starts one that hears everything published after this returns.</summary>
    public static IActorRef Start(ActorSystem system, DashboardSources sources, DashboardLimits limits)
    {
        var hub = system.ActorOf(Props(sources, limits), $"{sources.Node.Name}.dashboard");
        system.EventStream.Subscribe(hub, typeof(ReplicaEvent));
        return hub;
    }

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Beat), Beat.Instance, _limits.Beat);

    /// <summary>Ends every stream: the node stops, or this actor has failed and starts anew without them.</summary>
    protected override void PostStop()
    {
        _stopped.Cancel();
        _audience.End(AdminErrors.Stopping(_replica));
    }

    private void Watching()
    {
        Receive<ReplicaEvent>(m => m.Replica == _replica, OnEvent);
        Receive<ReplicaEvent>(_ => { }); // Another replica of this process.
        Receive<DashboardProtocol.Subscribe>(_ => _audience.IsFull, _ => Sender.Tell(new DashboardProtocol.Full(_limits.SubscribersMax)));
        Receive<DashboardProtocol.Subscribe>(OnSubscribe);
        Receive<DashboardProtocol.Unsubscribe>(m => _audience.Remove(m.Buffer));
        Receive<PeerProtocol.Heard>(m => OnPeer(m.Replica, peer => peer with { Problem = null, Heard = m.View }));
        Receive<PeerProtocol.Silent>(m => OnPeer(m.Replica, peer => peer with { Problem = m.Why }));
        Receive<PeerProtocol.Happened>(m => Add(m.News, PageScope.Cluster));
        Receive<TermsRead>(OnTermsRead);
        Receive<Beat>(_ => OnBeat());
    }

    private void OnEvent(ReplicaEvent fact)
    {
        Add(NewsView.Of(NextId(), _sources.Time.GetUtcNow(), fact), PageScope.Self);
        ShowSelf();
        Refresh();
    }

    /// <summary>Also what changes without an event: ages, round trips, the times in the newest term.</summary>
    private void OnBeat()
    {
        ShowSelf();
        Refresh();
        SampleLedger();
    }

    private void OnSubscribe(DashboardProtocol.Subscribe subscribe)
    {
        if (subscribe.Scope == PageScope.Cluster)
            subscribe.Buffer.TryPut(Encode("snapshot", Snapshot()));
        else
            Introduce(subscribe.Buffer);
        _audience.Add(subscribe.Buffer, subscribe.Scope);
        Refresh();
        Sender.Tell(DashboardProtocol.Subscribed.Instance);
    }

    private void OnPeer(string replica, Func<PeerView, PeerView> change)
    {
        if (_peers.Note(Sender, replica, change) is { } peer)
            Show(PageScope.Cluster, "peer", peer);
    }

    private void OnTermsRead(TermsRead read)
    {
        _terms.Note(read.Terms);
        Show(PageScope.Cluster, "terms", _terms.View);
    }

    private void Add(NewsView news, PageScope about)
    {
        if (_news.TryAdd(news))
            Show(about, ServerSentEvent.News, news);
    }

    /// <summary>What the storage tells; who must be heard; what must be read.</summary>
    private void Refresh()
    {
        var isWatched = _audience.WantsCluster;
        if (_members.TryNote(_sources.Node.Board.Current.Roster))
            Show(PageScope.Cluster, "cluster", _members.View());
        _peers.Watch(isWatched ? _members.Entries.Where(entry => entry.Replica != _replica) : []);
        if (isWatched && _terms.TryBegin(_members.Newest))
            _ = _terms.ReadAsync(_stopped.Token).PipeTo(Self, success: terms => new TermsRead(terms), failure: e => new TermsRead(new TermsView([], e.Message)));
    }

    /// <summary>Wherever the ledger is open: here, or at the replica that leads.</summary>
    private void SampleLedger()
    {
        var ledger = _sources.Ledger() ?? _peers.Of(_sources.Node.Board.Current.Roster.Leader)?.Ledger;
        if (ledger is null)
            return;

        var sample = new LedgerSample(_sources.Time.GetUtcNow(), ledger.End);
        _trend.Enqueue(sample);
        if (_trend.Count > _limits.SamplesMax)
            _trend.Dequeue();
        Show(PageScope.Cluster, "sample", sample);
    }

    /// <summary>What the page of another replica wants to know: this replica, and what happened to it lately.</summary>
    private void Introduce(PageBuffer buffer)
    {
        buffer.TryPut(Encode(ServerSentEvent.Self, View()));
        foreach (var news in _news.All.Where(news => news.Replica == _replica))
            buffer.TryPut(Encode(ServerSentEvent.News, news));
    }

    private SnapshotView Snapshot() => new(
        _sources.Node.Settings.Identity, _sources.Node.Settings.Kind, View(), _members.View(), _peers.All, _terms.View, _news.All, [.. _trend]);

    private ReplicaView View() => ReplicaView.Of(_sources.Node, _sources.Ledger());

    private void ShowSelf() => Show(PageScope.Self, ServerSentEvent.Self, View());

    private void Show(PageScope about, string kind, object view)
    {
        if (!_audience.IsEmpty)
            _audience.Tell(about, Encode(kind, view));
    }

    private ReadOnlyMemory<byte> Encode(string kind, object view) => ServerSentEvent.Of(NextId(), kind, view);

    private string NextId() => $"{_life}-{++_count}";

    private sealed record TermsRead(TermsView Terms);

    private sealed record Beat
    {
        public static readonly Beat Instance = new();
    }
}
