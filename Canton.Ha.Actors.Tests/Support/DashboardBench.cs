using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Health;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Replicas with real pages on real ports, to which happens what a test says.</summary>
internal sealed class DashboardBench : IAsyncDisposable
{
    private static readonly string[] s_stages = ["write-pool", "ledger", "synchronizers", "ledger-api"];

    private readonly ActorSystem _system = ActorSystem.Create("bench", ConfigurationFactory.ParseString("akka.loggers = [], akka.loglevel = OFF, akka.stdout-loglevel = OFF"));
    private readonly SortedDictionary<string, Replica> _replicas = new(StringComparer.Ordinal);

    private readonly LockProof _proof;

    private DashboardBench()
    {
        var time = new FakeTime();
        _proof = new LockProof(TimeSpan.FromSeconds(1.5), time);
        time.Advance(TimeSpan.FromMilliseconds(320));
    }

    public FakeTermHistory History { get; } = new();

    public FakeFailoverPolicies Policies { get; } = new();

    /// <summary>What a replica answers.</summary>
    public Func<object, object?> Answer { get; set; } = _ => null;

    /// <summary>What replicas were asked.</summary>
    public List<object> Asked { get; } = [];

    /// <summary>Each replica listens on a port of its own; their actors have not started yet.</summary>
    public static async Task<DashboardBench> BindAsync(IOperatorAccess? operators, params string[] names)
    {
        var bench = new DashboardBench();
        foreach (var name in names)
            bench._replicas[name] = await Replica.StartAsync(name, bench, operators);
        return bench;
    }

    /// <summary>Each replica is passive and sees all others.</summary>
    public static Task<DashboardBench> StartAsync(params string[] names) => StartAsync(operators: null, names);

    /// <summary>Likewise, and operators can sign in.</summary>
    public static async Task<DashboardBench> StartAsync(IOperatorAccess? operators, params string[] names)
    {
        var bench = await BindAsync(operators, names);
        var actor = bench._system.ActorOf(Answering.Props((message, _) =>
        {
            bench.Asked.Add(message);
            return bench.Answer(message);
        }));
        foreach (var replica in bench._replicas.Values)
        {
            replica.Page.Start(bench._system, tls: null);
            replica.Page.Admin.Started(new AdminActors(actor, actor, Logging.GetLogger(bench._system, "bench"), _ => { }));
        }

        bench.See(leader: null, newest: null);
        foreach (var name in names)
            bench.Become(name, ReplicaRole.Passive, "it contends for the main lock");
        return bench;
    }

    /// <summary>Address of the page of a replica.</summary>
    public Uri PageOf(string name) => new($"http://127.0.0.1:{_replicas[name].Server.Port}/");

    public Uri EventsOf(string name, string query = "") => new(PageOf(name), $"dashboard/events{query}");

    public StatusBoard BoardOf(string name) => _replicas[name].Board;

    /// <summary>What the ledger of a replica says from now on, whenever it is asked.</summary>
    public void SetLedger(string name, Func<LedgerView?> ledger) => _replicas[name].Ledger = ledger;

    /// <summary>The storage shows this to every replica.</summary>
    public void See(string? leader, TermRecord? newest, FailoverPause? pause = null, params string[] absent)
    {
        var roster = new Roster(
            [.. _replicas.Keys.Except(absent).Select(name => new RosterEntry(name, AddressesOf(name)))], leader, newest, FailoverPolicy.None with { Pause = pause });
        foreach (var board in _replicas.Values.Select(replica => replica.Board))
            board.Write(board.Current with { Roster = roster, RoundTrip = TimeSpan.FromMilliseconds(0.8) });
    }

    /// <summary>The storage shows nothing any more to a replica.</summary>
    public void CutOff(string name, string trouble)
    {
        var board = BoardOf(name);
        board.Write(board.Current with { Roster = Roster.Unknown, RoundTrip = null, Trouble = trouble });
        Say(new ReplicaEvent.LockUnavailable(name, board.Current.Term, TimeSpan.Zero, trouble));
    }

    /// <summary>A replica takes a role; so many of its stages are open.</summary>
    public void Become(string name, ReplicaRole role, string why, long term = 0, int open = 0)
    {
        var board = BoardOf(name);
        var isHeld = role is ReplicaRole.Promoting or ReplicaRole.Active or ReplicaRole.Demoting;
        board.Write(board.Current with
        {
            Role = role,
            Why = why,
            Term = term,
            Held = isHeld ? new LockTerm(term, new SessionId(1, 1), _proof, CancellationToken.None) : null,
            Since = TimeProvider.System.GetTimestamp(),
            Stages = [.. s_stages.Select((stage, i) => new StageStatus(stage, i < open))],
            Trouble = null,
        });
        Say(new ReplicaEvent.RoleChanged(name, term, TimeSpan.Zero, role, why));
    }

    /// <summary>Says a fact as the replication manager does, once the board shows it.</summary>
    public void Say(ReplicaEvent fact) => _system.EventStream.Publish(fact);

    /// <summary>The server of a replica ends, as its process would.</summary>
    public ValueTask KillServerAsync(string name) => _replicas[name].Server.DisposeAsync();

    /// <summary>It listens again where it did.</summary>
    public Task StartServerAgainAsync(string name) => _replicas[name].ListenAsync(_replicas[name].Server.Port);

    /// <summary>The actors end, as they do when the node stops.</summary>
    public Task EndActorsAsync() => _system.Terminate();

    public async ValueTask DisposeAsync()
    {
        await EndActorsAsync();
        foreach (var replica in _replicas.Values)
            await replica.Server.DisposeAsync();
    }

    private ReplicaAddresses AddressesOf(string name) =>
        new($"127.0.0.1:{_replicas[name].Server.Port}", "127.0.0.1:5012", "127.0.0.1:5011");

    private sealed class Replica
    {
        private readonly IOperatorAccess? _operators;

        private Replica(string name, DashboardBench bench, IOperatorAccess? operators)
        {
            _operators = operators;
            Board = new StatusBoard(name, s_stages);
            Page = new DashboardNode(PageNodes.Of(Board, bench.History, bench.Policies), () => Ledger());
        }

        public StatusBoard Board { get; }

        public DashboardNode Page { get; }

        public Func<LedgerView?> Ledger { get; set; } = () => null;

        public HealthServer Server { get; private set; } = null!;

        public static async Task<Replica> StartAsync(string name, DashboardBench bench, IOperatorAccess? operators)
        {
            var replica = new Replica(name, bench, operators);
            await replica.ListenAsync(port: 0);
            return replica;
        }

        public async Task ListenAsync(int port) =>
            Server = await HealthServer.StartAsync(new HttpEndpoint("127.0.0.1", port), "health", [Board], new DashboardSite([Page], _operators), CancellationToken.None);
    }
}
