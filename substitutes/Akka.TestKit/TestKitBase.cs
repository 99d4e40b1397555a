using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>An actor system under test and a test actor that keeps what it receives, in order, until the test asks for it.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);
    private static int _testActors;

    private readonly ITestKitAssertions _assertions;
    private readonly Channel<MessageEnvelope> _queue = Channel.CreateUnbounded<MessageEnvelope>();
    private MessageEnvelope _last = NullMessageEnvelope.Instance;

    /// <summary>Tests an actor system, or a new one with the defaults.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system = null, string testActorName = null)
        : this(assertions, system, SetupOf(DefaultConfig), null, testActorName)
    {
    }

    /// <summary>Tests a new actor system with a setup.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    /// <summary>Tests a new actor system with a configuration.</summary>
    protected TestKitBase(ITestKitAssertions assertions, Config config, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, SetupOf(config), actorSystemName, testActorName)
    {
    }

    /// <summary>Tests an actor system, or a new one with a setup.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
#pragma warning disable CA2214, MA0056
        InitializeTest(system, config, actorSystemName, testActorName);
#pragma warning restore CA2214, MA0056
    }

    /// <summary>The defaults of the test kit.</summary>
    public static Config DefaultConfig { get; } = ConfigurationFactory.FromResource<TestKitBase>("Akka.TestKit.Internal.Reference.conf");

    /// <summary>Everything that can be logged is logged.</summary>
    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka {
          loglevel = DEBUG
          stdout-loglevel = DEBUG
          log-dead-letters = true
          log-dead-letters-during-shutdown = true
          actor.debug {
            receive = true
            autoreceive = true
            lifecycle = true
            event-stream = true
            unhandled = true
            fsm = true
            router-misconfiguration = true
          }
        }
        """);

    /// <summary>The actor system under test.</summary>
    public ActorSystem Sys { get; private set; }

    /// <summary>The settings of the test kit.</summary>
    public TestKitSettings TestKitSettings { get; private set; }

    /// <summary>The actor that receives for this test.</summary>
    public IActorRef TestActor { get; private set; }

    /// <summary>The log of the actor system.</summary>
    public ILoggingAdapter Log { get; private set; }

    /// <summary>Filters for what the actor system logs.</summary>
    public EventFilterFactory EventFilter { get; private set; }

    /// <summary>The message received last.</summary>
    public object LastMessage => _last.Message;

    /// <summary>Who sent the message received last.</summary>
    public IActorRef LastSender => _last.Sender;

    /// <summary>Whether a message waits to be received.</summary>
    public bool HasMessages => _queue.Reader.Count > 0;

    /// <summary>Ends the actor system.</summary>
    /// <exception cref="TimeoutException">It did not end in time, and the caller wants to know.</exception>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    /// <summary>Ends an actor system: within five dilated seconds if nothing else is said, and at most ten.</summary>
    /// <exception cref="TimeoutException">It did not end in time, and the caller wants to know.</exception>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var ending = system ?? Sys;
        var limit = duration ?? TimeSpan.FromTicks(Math.Min(Dilated(TimeSpan.FromSeconds(5)).Ticks, TimeSpan.FromSeconds(10).Ticks));
        if (ending.Terminate().Wait(limit))
            return;
        ((ExtendedActorSystem)ending).Guardian.Stop();
        if (verifySystemShutdown)
            throw new TimeoutException($"Failed to stop [{ending.Name}] within [{limit}]. ActorSystem is being forcefully shut down.");
        ending.Log.Warning("Failed to stop [{0}] within [{1}]. ActorSystem is being forcefully shut down.", ending.Name, limit);
    }

    /// <summary>Starts the actor system, if none is given, and the test actor.</summary>
    protected virtual void InitializeTest(ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        if (system is null)
            system = ActorSystem.Create(actorSystemName ?? "test", WithDefaults(config));
        else
            system.Settings.InjectTopLevelFallback(DefaultConfig);
        Sys = system;
        system.RegisterExtension(new TestKitExtension());
        system.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        TestKitSettings = TestKitExtension.For(system);
        Log = Logging.GetLogger(system, GetType());
        EventFilter = new EventFilterFactory(this);
        var dispatchers = system.Dispatchers;
        dispatchers.RegisterConfigurator(
            CallingThreadDispatcher.Id,
            new CallingThreadDispatcherConfigurator(system.Settings.Config.GetConfig(CallingThreadDispatcher.Id), dispatchers.Prerequisites));
        TestActor = CreateTestActor(string.IsNullOrEmpty(testActorName) ? $"testActor{Interlocked.Increment(ref _testActors)}" : testActorName);
        BecomeSender();
    }

    /// <summary>Starts the actor system, if none is given, and the test actor.</summary>
    protected void InitializeTest(ActorSystem system, Config config, string actorSystemName, string testActorName) =>
        InitializeTest(system, SetupOf(config), actorSystemName, testActorName);

    private static ActorSystemSetup SetupOf(Config config) => ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));

    private static ActorSystemSetup WithDefaults(ActorSystemSetup setup)
    {
        var given = setup.Get<BootstrapSetup>();
        var completed = given.HasValue ? given.Value : BootstrapSetup.Create();
        var config = completed.Config.HasValue ? completed.Config.Value.SafeWithFallback(DefaultConfig) : DefaultConfig;
        return setup.WithSetup(completed.WithConfig(config));
    }

    /// <summary>Sends of this test come from the test actor, or from nobody if the test says so. A probe changes nothing for its creator.</summary>
    private void BecomeSender()
    {
        if (this is not INoImplicitSender)
            InternalCurrentActorCellKeeper.Current = (ActorCell)((ActorRefWithCell)TestActor).Underlying;
        else if (this is not TestProbe)
            InternalCurrentActorCellKeeper.Current = null;
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(InternalCurrentActorCellKeeper.Current));
    }
}
