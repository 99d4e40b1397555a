using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Shuts a system down in phases, in the order of their dependencies. The tasks of one phase run at the same time.</summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly HashSet<string> _knownPhases;
    private readonly ConcurrentDictionary<string, ImmutableList<(string Name, Func<Task<Done>> Run)>> _tasks = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Done> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system, Dictionary<string, Phase> phases)
    {
        System = system;
        Phases = phases;
        Log = Logging.GetLogger(system, GetType());
        _knownPhases = [.. phases.Keys, .. phases.Values.SelectMany(p => p.DependsOn)];
        OrderedPhases = TopologicalSort(phases);
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Why the shutdown was begun; null before that.</summary>
    public Reason ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>The time that all phases with tasks take at most.</summary>
    public TimeSpan TotalTimeout => _tasks.Keys.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));

    internal Dictionary<string, Phase> Phases { get; }

    internal List<string> OrderedPhases { get; }

    internal ILoggingAdapter Log { get; }

    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>Adds a task to a phase. What is added to a phase that has begun is not run.</summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!_knownPhases.Contains(phase))
        {
            throw new ConfigurationException(
                $"Unknown phase [{phase}], known phases [{string.Join(",", _knownPhases)}]. "
                + "All phases (along with their optional dependencies) must be defined in configuration.");
        }

        _tasks.AddOrUpdate(phase, [(taskName, task)], (_, tasks) => tasks.Add((taskName, task)));
    }

    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) => Phases.TryGetValue(phase, out var known)
        ? known.Timeout
        : throw new ArgumentException($"Unknown phase [{phase}]. All phases must be defined in configuration.", nameof(phase));

    /// <summary>Runs all phases, or those from <paramref name="fromPhase"/> on. Only the first call does; all calls get the same task.</summary>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _ = RunPhases(fromPhase is null ? OrderedPhases : OrderedPhases[OrderedPhases.IndexOf(fromPhase)..]);
        return _completion.Task;
    }

    private async Task RunPhases(List<string> phases)
    {
        try
        {
            foreach (var phase in phases)
                await RunPhase(phase).ConfigureAwait(false);
            _completion.SetResult(Done.Instance);
        }
        catch (Exception e)
        {
            _completion.SetException(e);
        }
    }

    private async Task RunPhase(string phase)
    {
        if (!_tasks.TryGetValue(phase, out var tasks))
        {
            Log.Debug("Performing phase [{0}] with [0] tasks.", phase);
            return;
        }

        Log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", phase, tasks.Count, string.Join(",", tasks.Select(t => t.Name)));
        var recovers = Phases[phase].Recover;
        var all = Task.WhenAll(tasks.ConvertAll(t => RunTask(t.Name, t.Run, phase, recovers)));
        try
        {
            await all.WaitAsync(Phases[phase].Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException e) when (!all.IsCompleted)
        {
            if (!recovers)
                throw new TimeoutException($"Coordinated shutdown phase[{phase}] timed out after {Phases[phase].Timeout}", e);
            Log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, Phases[phase].Timeout);
        }
    }

    private async Task RunTask(string name, Func<Task<Done>> run, string phase, bool recovers)
    {
        try
        {
            await run().ConfigureAwait(false);
        }
        catch (Exception e) when (recovers)
        {
            Log.Warning("Task [{0}] failed in phase [{1}]: {2}", name, phase, e.Message);
        }
    }
}
