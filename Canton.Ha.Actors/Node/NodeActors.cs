using Akka;
using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Shell;

namespace Canton.Ha.Actors.Node;

/// <summary>The top of the actor tree: event log, one supervisor per replica, console.</summary>
internal sealed class NodeActors
{
    private static readonly TimeSpan LogMax = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<Replica> _replicas;
    private readonly IActorRef _log;
    private readonly List<IActorRef> _supervisors = [];

    private NodeActors(IReadOnlyList<Replica> replicas, IActorRef log)
    {
        _replicas = replicas;
        _log = log;
    }

    /// <summary>Completes when every replica has stopped for good.</summary>
    public Task Ended => Task.WhenAll(_supervisors.Select(supervisor => supervisor.WatchAsync()));

    public static NodeActors Start(ActorSystem system, IReadOnlyList<Replica> replicas, NodeOptions options, IHostApplicationLifetime lifetime)
    {
        var terminal = new ConsoleTerminal();
        var log = system.ActorOf(EventStreamLogger.Props(terminal.Log, options.Log, TimeProvider.System), "event-log");
        var actors = new NodeActors(replicas, log);
        actors._supervisors.AddRange(replicas.Select(replica => replica.Start(system, level => log.Tell(new EventStreamLogger.SetThreshold(level)))));
        foreach (var warning in replicas.Select(replica => LonelyAdmin.Warning(replica.Settings)).OfType<string>())
            Logging.GetLogger(system, "admin-api").Warning("{0}", warning);
        actors.StartConsole(system, new NodeConsole(terminal, options.EndsWithInput, lifetime));
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "hand-over", actors.RetireAsync);
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "event-log", actors.FinishLogAsync);
        return actors;
    }

    /// <summary>Writes facts to the log that were known before anybody could hear them.</summary>
    public void Log(IEnumerable<ReplicaEvent> facts)
    {
        foreach (var fact in facts)
            _log.Tell(fact);
    }

    private void StartConsole(ActorSystem system, NodeConsole talk)
    {
        var console = system.ActorOf(ConsoleActor.Props(), "console");
        _ = TalkAsync(talk, [.. _replicas.Select(replica => new LocalNode(replica.Admin, console))], Logging.GetLogger(system, "console"));
    }

    /// <summary>Nobody waits for the end of the console; that it has failed must be in the log.</summary>
    private static async Task TalkAsync(NodeConsole console, IReadOnlyList<IConsoleNode> nodes, ILoggingAdapter log)
    {
        try
        {
            await console.TalkAsync(nodes);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.Error(e, "The console has failed and takes no more commands; the node runs on.");
        }
    }

    private async Task<Done> RetireAsync()
    {
        await Task.WhenAll(_replicas.Zip(_supervisors, RetireAsync));
        return Done.Instance;
    }

    /// <summary>How the replicas ended is the last that an operator reads: whatever has been told by now is written.</summary>
    private async Task<Done> FinishLogAsync()
    {
        await _log.GracefulStop(LogMax);
        return Done.Instance;
    }

    /// <summary>One that has stopped for good cannot answer. One that does not answer in time is stopped all the same: its sessions end with it.</summary>
    private static async Task RetireAsync(Replica replica, IActorRef supervisor)
    {
        try
        {
            var answer = supervisor.Ask<object>(new ReplicationProtocol.Retire("the node stops"), replica.Settings.Replication.HandoverMax);
            await await Task.WhenAny(answer, supervisor.WatchAsync());
        }
        catch (AskTimeoutException)
        {
            supervisor.Tell(PoisonPill.Instance);
        }
    }
}
