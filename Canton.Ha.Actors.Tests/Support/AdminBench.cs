using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Admin.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A real Admin API on a real port, with a board, a watch and fakes behind it.</summary>
internal sealed class AdminBench : IAsyncDisposable
{
    private const string Marked = "s3cret-and-marked";

    private readonly List<LogThreshold> _levels = [];
    private readonly ActorSystem _system;
    private AdminServer? _server;
    private IActorRef _asker = ActorRefs.Nobody;
    private GrpcChannel? _channel;

    private AdminBench(ActorSystem system, Board board)
    {
        _system = system;
        Board = board;
        Actor = system.ActorOf(Answering.Props((message, asker) =>
        {
            _asker = asker;
            Asked.Add(message);
            return Answer(message);
        }));
    }

    /// <summary>What the replica answers.</summary>
    public Func<object, object?> Answer { get; set; } = _ => null;

    /// <summary>What the replica was asked.</summary>
    public List<object> Asked { get; } = [];

    /// <summary>The levels that were set.</summary>
    public IReadOnlyList<LogThreshold> Levels => _levels;

    public Board Board { get; }

    public FakeTermHistory History { get; } = new();

    public FakeFailoverPolicies Policies { get; } = new();

    public IActorRef Actor { get; }

    public int Port => _server!.Port;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public GrpcChannel Channel => _channel ??= GrpcChannel.ForAddress(Address);

    public AdminNode Node { get; private set; } = null!;

    /// <summary>One whose replica has a role.</summary>
    public static async Task<AdminBench> StartAsync(
        ReplicaRole role = ReplicaRole.Active, Func<AdminApiSettings, AdminApiSettings>? change = null, bool isReplicated = true, string replica = "participant1",
        TimeProvider? time = null)
    {
        var bench = await BindAsync(Board.Of(replica, role), change, isReplicated, time);
        bench.Open();
        return bench;
    }

    /// <summary>One that listens, and whose actors have not started yet.</summary>
    public static async Task<AdminBench> BindAsync(Board board, Func<AdminApiSettings, AdminApiSettings>? change = null, bool isReplicated = true, TimeProvider? time = null)
    {
        var system = ActorSystem.Create("bench", ConfigurationFactory.ParseString("akka.loggers = [], akka.loglevel = OFF, akka.stdout-loglevel = OFF"));
        var bench = new AdminBench(system, board);
        var settings = ConfigurationFiles.Of($$"""
            canton.participants.{{board.Status.Current.Replica}}.storage {
              type = postgres, config.properties { databaseName = ledger, user = canton, password = "{{Marked}}" }
            }
            akka.persistence.journal { connection-string = "Host=h;Password={{Marked}}", plain = "Host=h;pwd = {{Marked}}", secret { value = "{{Marked}}" }, api-key = "{{Marked}}", credentials = ["{{Marked}}"] }
            """).Load();
        var participant = settings.Participants[0];
        participant = participant with
        {
            Admin = change?.Invoke(AdminSettings.Default) ?? AdminSettings.Default,
            Replication = ReplicaSettings.Default with { Enabled = isReplicated, DrainTimeout = TimeSpan.FromSeconds(1) },
        };
        bench.Node = new AdminNode
        {
            Settings = participant,
            Board = board.Status,
            History = bench.History,
            Policies = bench.Policies,
            Synchronizers = new SynchronizerAccess(),
            Addresses = () => new ReplicaAddresses("127.0.0.1:8081", $"127.0.0.1:{bench.Port}", ""),
            Configuration = EffectiveConfiguration.Render(settings),
            Tokens = Tokens.For(participant.Admin.Auth, participant.Uid.ToString(), "admin-api", () => NoLogger.Instance, time ?? TimeProvider.System),
            Time = time ?? TimeProvider.System,
        };
        bench._server = await AdminServer.StartAsync(bench.Node, default);
        return bench;
    }

    /// <summary>Starts the actors.</summary>
    public void Open() => Node.Started(new AdminActors(
        Actor, ReplicaWatch.Start(_system, Board.Status, Node.Settings.Admin.Watch), Logging.GetLogger(_system, "bench"), _levels.Add));

    /// <summary>Answers the last question later than at once.</summary>
    public void Reply(object answer) => _asker.Tell(answer);

    /// <summary>Says something as the replication manager does.</summary>
    public void Say(ReplicaEvent fact) => Board.Say(_system, fact);

    /// <summary>Changes the role as the replication manager does.</summary>
    public void Become(ReplicaRole role)
    {
        Board.Become(role);
        Say(new ReplicaEvent.RoleChanged(Board.Status.Current.Replica, 3, TimeSpan.Zero, role, "the test says so"));
    }

    /// <summary>There is room for one more subscriber.</summary>
    public async Task<bool> CanWatchAsync()
    {
        using var call = new ReplicationService.ReplicationServiceClient(Channel).Watch(new WatchRequest());
        try
        {
            return await call.ResponseStream.MoveNext(default);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Aborted)
        {
            return false;
        }
    }

    /// <summary>The actors end, as they do when the node stops.</summary>
    public Task EndActorsAsync() => _system.Terminate();

    /// <summary>The server stops, as it does when the actors have ended.</summary>
    public ValueTask StopServerAsync() => _server!.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await EndActorsAsync();
        await _server!.DisposeAsync();
    }
}
