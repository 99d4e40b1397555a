using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch.SysMsg;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor.Internal;

/// <summary>The one implementation of <see cref="ActorSystem"/>.</summary>
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly TerminationCallbacks _terminationCallbacks;
    private IActorRef _deadLetterListener;

    public ActorSystemImpl(string name) : this(name, ConfigurationFactory.Default(), ActorSystemSetup.Empty, Option<Props>.None)
    {
    }

    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup, Option<Props>? guardianProps = null)
    {
        if (!ValidName().IsMatch(name))
            throw new ArgumentException($"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        if (config is null)
            throw new ArgumentNullException(nameof(config), $"Cannot create {typeof(ActorSystemImpl)}: Configuration must not be null.");
        Name = name;
        GuardianProps = guardianProps ?? Option<Props>.None;
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = new BusLogging(EventStream, $"ActorSystem({name})", GetType(), Settings.LogFormatter);
        Scheduler = (IScheduler)Activator.CreateInstance(Type.GetType(Settings.SchedulerClass, throwOnError: true), Settings.Config, Log);
        Provider = CreateProvider();
        _terminationCallbacks = new TerminationCallbacks(Provider.TerminationTask);
        Mailboxes = new Mailboxes(this);
        Dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(EventStream, Scheduler, Settings, Mailboxes), Log);
        ActorPipelineResolver = new ActorProducerPipelineResolver(() => Log);
        Serialization = new Serialization.Serialization(this);
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override Serialization.Serialization Serialization { get; }

    public override IActorRefProvider Provider { get; }

    public override Mailboxes Mailboxes { get; }

    public override Dispatchers Dispatchers { get; }

    public override ActorProducerPipelineResolver ActorPipelineResolver { get; }

    /// <summary>The user's own guardian, in place of the default one.</summary>
    public Option<Props> GuardianProps { get; }

    public override IActorRef DeadLetters => Provider.DeadLetters;

    public override IActorRef IgnoreRef => Provider.IgnoreRef;

    public override IInternalActorRef Guardian => Provider.Guardian;

    public override IInternalActorRef SystemGuardian => Provider.SystemGuardian;

    public override IInternalActorRef LookupRoot => Provider.RootGuardian;

    public override Task WhenTerminated => _terminationCallbacks.Completed;

    /// <summary>Starts guardians, loggers and extensions.</summary>
    public void Start()
    {
        try
        {
            RegisterOnTermination(StopScheduler);
            Provider.Init(this);
            LoadExtensions();
            if (Settings.LogDeadLetters > 0)
                _deadLetterListener = SystemActorOf<DeadLetterListener>("deadLetterListener");
            EventStream.StartUnsubscriber(this);
            if (Settings.LogConfigOnStart)
                Log.Info(Settings.ToString());
        }
        catch (Exception)
        {
            if (Provider.Guardian is null)
                StopScheduler();
            else
                _ = FinalTerminate();
            throw;
        }
    }

    public override IActorRef ActorOf(Props props, string name = null) => GuardianProps.IsEmpty
        ? Provider.Guardian.Cell.AttachChild(props, isSystemService: false, name)
        : throw new InvalidOperationException($"cannot create top-level actor {(string.IsNullOrEmpty(name) ? "" : $"[{name} ]")}from the outside on ActorSystem with custom user guardian");

    public override IActorRef SystemActorOf(Props props, string name = null) =>
        Provider.SystemGuardian.Cell.AttachChild(props, isSystemService: true, name);

    public override IActorRef SystemActorOf<TActor>(string name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this, Provider.RootGuardian);

    public override void Stop(IActorRef actor)
    {
        var parent = actor.Path.Parent;
        if (parent == Provider.Guardian.Path)
            Provider.Guardian.Tell(new StopChild(actor));
        else if (parent == Provider.SystemGuardian.Path)
            Provider.SystemGuardian.Tell(new StopChild(actor));
        else
            ((IInternalActorRef)actor).Stop();
    }

    public override Task Terminate() => Settings.CoordinatedShutdownRunByActorSystemTerminate
        ? CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)
        : FinalTerminate();

    public override void Abort() => _ = FinalTerminate();

    public override void RegisterOnTermination(Action code) => _terminationCallbacks.Add(code);

    public override string ToString() => LookupRoot.Path.Root.Address.ToString();

    public override string PrintTree() => ActorTree.Print(LookupRoot);

    internal override Task FinalTerminate()
    {
        Log.Debug("System shutdown initiated");
        if (!Settings.LogDeadLettersDuringShutdown && _deadLetterListener is not null)
            Stop(_deadLetterListener);
        Provider.Guardian.Stop();
        return WhenTerminated;
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValidName();

    private IActorRefProvider CreateProvider()
    {
        try
        {
            var type = Type.GetType(Settings.ProviderClass, throwOnError: true);
            return (IActorRefProvider)Activator.CreateInstance(type, Name, Settings, EventStream);
        }
        catch (Exception)
        {
            StopScheduler();
            throw;
        }
    }

    private void StopScheduler() => (Scheduler as IDisposable)?.Dispose();
}
