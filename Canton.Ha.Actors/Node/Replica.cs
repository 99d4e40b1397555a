using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Health.Metrics;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.LedgerApi;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Synchronizers;

namespace Canton.Ha.Actors.Node;

/// <summary>One replica of this process, put together: a new stage is one line here.</summary>
internal sealed class Replica
{
    /// <summary>The lock holder runs on a thread of its own.</summary>
    private const string LockDispatcher = "canton-lock-dispatcher";

    private readonly Props _branch;

    private readonly Tokens _ledgerTokens;

    /// <summary>Kept as long as the process lives.</summary>
    private readonly ReservedPort? _ledgerPort;

    /// <param name="settings">Its settings.</param>
    /// <param name="options">What does not come from the configuration.</param>
    /// <param name="configuration">The effective configuration of the process, for people.</param>
    public Replica(NodeSettings settings, NodeOptions options, string configuration)
    {
        (Settings, _ledgerPort) = WithLedgerPort(settings);
        (Addresses, Meter) = (new ServedAddresses(Settings), ReplicaMeter.Of(settings.Name, settings.Identity));
        Access = new WriteAccess(Meter);
        _ledgerTokens = Settings is ParticipantSettings { LedgerApi.Auth: var auth } ? TokensOf(auth, "ledger-api") : Tokens.Off;
        if (_ledgerPort is not null)
            Addresses.LedgerListens(_ledgerPort.Endpoint);
        var storage = Storages.For(Settings, () => Addresses.Current, options);
        (string Name, Props Props)[] stages =
        [
            ("write-pool", WritePool.Props(storage.WritePools, Access)),
            .. StagesOf(Settings, storage),
            .. options.Stages.Select(make => make(Settings, Access)),
        ];
        (Reads, Board) = (storage.Reads, new StatusBoard(Settings.Name, stages.Select(stage => stage.Name)));
        ReplicaGauges.Show(Meter, Board, settings.Kind.ToString().ToLowerInvariant());
        _branch = ReplicationManager.Props(Settings.Replication, PartnersOf(storage, stages), Board);
        Admin = new AdminNode
        {
            Settings = Settings,
            Board = Board,
            History = storage.History,
            Policies = storage.Policies,
            Addresses = () => Addresses.Current,
            Synchronizers = Synchronizers,
            Configuration = configuration,
            Tokens = TokensOf(Settings.Admin.Auth, "admin-api"),
            LedgerToken = new Secret(_ledgerTokens.Own, File: null),
        };
        Dashboard = new DashboardNode(Admin, new LedgerPicture(Ledger, Synchronizers).Now);
    }

    public NodeSettings Settings { get; }

    public StatusBoard Board { get; }

    /// <summary>Where its servers can be reached; each says so when it listens.</summary>
    public ServedAddresses Addresses { get; }

    /// <summary>Where everything of it that writes gets its sessions.</summary>
    public WriteAccess Access { get; }

    /// <summary>What is measured of it.</summary>
    public ReplicaMeter Meter { get; }

    /// <summary>Where everything of it that only reads gets its connections.</summary>
    public IReads Reads { get; }

    /// <summary>The ledger of a participant.</summary>
    public LedgerAccess Ledger { get; } = new();

    /// <summary>The synchronizers of a participant.</summary>
    public SynchronizerAccess Synchronizers { get; } = new();

    /// <summary>It as its Admin API sees it.</summary>
    public AdminNode Admin { get; }

    /// <summary>It as its page shows it.</summary>
    public DashboardNode Dashboard { get; }

    private ILoggingAdapter Log => Admin.Log;

    /// <summary>Who only hears comes first: they shall hear everything.</summary>
    public IActorRef Start(ActorSystem system, Action<LogThreshold> setLogLevel)
    {
        Dashboard.Start(system, Addresses.HealthTls);
        ReplicaRecorder.Start(system, Board, new RecorderInstruments(Meter, Board.Current.Stages.Select(stage => stage.Name)));
        var watch = ReplicaWatch.Start(system, Board, Settings.Admin.Watch);
        var replica = system.ActorOf(NodeSupervisor.Props(Settings.Name, Settings.Replication, _branch), Settings.Name);
        Admin.Started(new AdminActors(replica, watch, Logging.GetLogger(system, $"{Settings.Name}.admin-api"), setLogLevel));
        return replica;
    }

    private static (NodeSettings Settings, ReservedPort? LedgerPort) WithLedgerPort(NodeSettings settings)
    {
        if (settings is not ParticipantSettings participant)
            return (settings, null);

        var port = ReservedPort.Of(participant.LedgerApi.Endpoint, $"{participant.Path}.ledger-api");
        return (participant with { LedgerApi = participant.LedgerApi with { Endpoint = port.Endpoint } }, port);
    }

    private Tokens TokensOf(AuthSettings auth, string api) => Tokens.For(auth, Settings.Uid.ToString(), $"{Settings.Path}.{api}", () => Log, TimeProvider.System);

    private ReplicationPartners PartnersOf(ReplicaStorage storage, (string Name, Props Props)[] stages) => new(
        LockHolder.Props(Settings.Replication.Connection, new MeasuredLockSessions(storage.Locks, new LockMeter(Meter), TimeProvider.System), TimeProvider.System).WithDispatcher(LockDispatcher),
        ReplicaRoster.Props(Settings.Replication, storage.Presence),
        stages);

    private (string Name, Props Props)[] StagesOf(NodeSettings settings, ReplicaStorage storage) => settings switch
    {
        SynchronizerSettings synchronizer => [("sequencer", SequencerStages.For(synchronizer, storage, Access, Meter, () => Log))],
        ParticipantSettings participant => ParticipantStages.For(participant, storage, Access, Ledger, Synchronizers, new LedgerGuard(_ledgerTokens, () => Log), Meter),
        _ => [],
    };
}
