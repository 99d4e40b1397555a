using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The threads behind a dispatcher.</summary>
public abstract class ExecutorService
{
    protected ExecutorService(string id) => Id = id;

    public string Id { get; }

    /// <exception cref="RejectedExecutionException">The executor has been shut down.</exception>
    public abstract void Execute(IRunnable run);

    public abstract void Shutdown();
}

/// <summary>Makes executors.</summary>
public abstract class ExecutorServiceFactory
{
    public abstract ExecutorService Produce(string id);
}

/// <summary>Makes executors from a dispatcher's configuration.</summary>
public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }

    public IDispatcherPrerequisites Prerequisites { get; }
}

/// <summary>Work was given to threads that have been shut down.</summary>
public class RejectedExecutionException : AkkaException
{
    public RejectedExecutionException(string message = null, Exception inner = null) : base(message, inner)
    {
    }
}

/// <summary>The process's thread pool.</summary>
internal sealed class ThreadPoolExecutorServiceFactory : ExecutorServiceConfigurator
{
    public ThreadPoolExecutorServiceFactory(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites)
    {
    }

    public override ExecutorService Produce(string id) => new ThreadPoolExecutor(id);

    private sealed class ThreadPoolExecutor : ExecutorService
    {
        public ThreadPoolExecutor(string id) : base(id)
        {
        }

        public override void Execute(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);

        public override void Shutdown()
        {
        }
    }
}

/// <summary>Threads of the dispatcher's own: <c>dedicated-thread-pool.thread-count</c> of them, or those of a fork-join executor.</summary>
internal sealed class DedicatedThreadsFactory : ExecutorServiceConfigurator
{
    private readonly int _threads;

    public DedicatedThreadsFactory(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _threads = config.GetInt("dedicated-thread-pool.thread-count", 0) is var count and > 0 ? count : ForkJoinThreads(config);

    public override ExecutorService Produce(string id) => new DedicatedThreads(id, _threads);

    private static int ForkJoinThreads(Config config)
    {
        var min = config.GetInt("fork-join-executor.parallelism-min", 8);
        var max = config.GetInt("fork-join-executor.parallelism-max", 64);
        return ThreadPoolConfig.ScaledPoolSize(min, config.GetDouble("fork-join-executor.parallelism-factor", 1.0), max);
    }
}
