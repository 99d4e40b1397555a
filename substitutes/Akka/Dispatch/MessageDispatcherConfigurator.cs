using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Makes dispatchers from a configuration section.</summary>
public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }

    public IDispatcherPrerequisites Prerequisites { get; }

    internal string Id => Config.GetString("id", null);

    internal int ConfiguredThroughput => Config.GetInt("throughput", 0);

    internal long? ConfiguredDeadline => Config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero).Ticks;

    internal TimeSpan ConfiguredShutdownTimeout => Config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1));

    public abstract MessageDispatcher Dispatcher();

    protected ExecutorServiceConfigurator ConfigureExecutor()
    {
        var executor = Config.GetString("executor", null);
        switch (executor)
        {
            case null or "" or "default-executor" or "thread-pool-executor" or "task-executor" or "channel-executor":
                return new ThreadPoolExecutorServiceFactory(Config, Prerequisites);
            case "fork-join-executor":
                return new DedicatedThreadsFactory(Config, Prerequisites);
            default:
                var type = Type.GetType(executor)
                    ?? throw new ConfigurationException($"Could not resolve executor service configurator type {executor} for path {Id}");
                return (ExecutorServiceConfigurator)Activator.CreateInstance(type, Config, Prerequisites);
        }
    }
}

/// <summary>What dispatchers need of their system.</summary>
public interface IDispatcherPrerequisites
{
    EventStream EventStream { get; }

    Actor.IScheduler Scheduler { get; }

    Actor.Settings Settings { get; }

    Mailboxes Mailboxes { get; }
}

/// <summary>What dispatchers need of their system.</summary>
public sealed class DefaultDispatcherPrerequisites : IDispatcherPrerequisites
{
    public DefaultDispatcherPrerequisites(EventStream eventStream, Actor.IScheduler scheduler, Actor.Settings settings, Mailboxes mailboxes)
    {
        EventStream = eventStream;
        Scheduler = scheduler;
        Settings = settings;
        Mailboxes = mailboxes;
    }

    public EventStream EventStream { get; }

    public Actor.IScheduler Scheduler { get; }

    public Actor.Settings Settings { get; }

    public Mailboxes Mailboxes { get; }
}
