using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Runs its actors on the threads of an executor.</summary>
public class Dispatcher : MessageDispatcher
{
    private readonly ExecutorServiceFactory _factory;
    private readonly Lock _gate = new();
    private ExecutorService _executor;
    private int _isReleasing;

    public Dispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
        _factory = executorServiceFactory;
    }

    protected override void ExecuteTask(IRunnable run)
    {
        var executor = Volatile.Read(ref _executor) ?? Executor();
        try
        {
            executor.Execute(run);
        }
        catch (RejectedExecutionException)
        {
            Executor().Execute(run);
        }
    }

    protected override void Shutdown()
    {
        ExecutorService executor;
        lock (_gate)
        {
            executor = _executor;
            _executor = null;
        }

        executor?.Shutdown();
    }

    /// <summary>Keeps the threads for the shutdown timeout, in case another actor comes.</summary>
    protected override void ReleaseWhenIdle()
    {
        if (Interlocked.Exchange(ref _isReleasing, 1) == 1)
            return;
        try
        {
            Configurator.Prerequisites.Scheduler.Advanced.ScheduleOnce(ShutdownTimeout, ReleaseIfStillIdle);
        }
        catch (SchedulerException)
        {
            Shutdown();
        }
    }

    private void ReleaseIfStillIdle()
    {
        Volatile.Write(ref _isReleasing, 0);
        if (Inhabitants == 0)
            Shutdown();
    }

    private ExecutorService Executor()
    {
        lock (_gate)
            return _executor ??= _factory.Produce(Id);
    }
}

/// <summary>Makes the one <see cref="Dispatcher"/> of a configuration section.</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _instance = new Dispatcher(this, Id, ConfiguredThroughput, ConfiguredDeadline, ConfigureExecutor(), ConfiguredShutdownTimeout);

    public override MessageDispatcher Dispatcher() => _instance;
}

/// <summary>Runs one actor on a thread of its own.</summary>
public sealed class PinnedDispatcher : Dispatcher
{
    internal PinnedDispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout)
    {
    }

    /// <summary>The thread ends with its actor.</summary>
    protected override void ReleaseWhenIdle() => Shutdown();
}

/// <summary>Makes a new <see cref="PinnedDispatcher"/> for every actor.</summary>
internal sealed class PinnedDispatcherConfigurator : MessageDispatcherConfigurator
{
    public PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites)
    {
    }

    public override MessageDispatcher Dispatcher() =>
        new PinnedDispatcher(this, Id, ConfiguredThroughput, ConfiguredDeadline, new OneThreadFactory(), ConfiguredShutdownTimeout);

    private sealed class OneThreadFactory : ExecutorServiceFactory
    {
        public override ExecutorService Produce(string id) => new DedicatedThreads(id, threads: 1);
    }
}
