using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch.SysMsg;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util.Internal;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Makes references to actors of this process.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly RootActorPath _rootPath;
    private readonly ActorPath _tempNode;
    private readonly IInternalActorRef _deadLetters;
    private readonly Dictionary<string, IInternalActorRef> _extraNames = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Status> _termination = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AtomicCounterLong _tempNumber = new(1);
    private ActorSystemImpl _system;
    private MailboxType _defaultMailbox;
    private RootGuardianActorRef _rootGuardian;
    private VirtualPathContainer _tempContainer;

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : this(systemName, settings, eventStream, null, null)
    {
    }

    public LocalActorRefProvider(
        string systemName,
        Settings settings,
        EventStream eventStream,
        Deployer deployer,
        Func<ActorPath, IInternalActorRef> deadLettersFactory)
    {
        Settings = settings;
        EventStream = eventStream;
        Deployer = deployer ?? new Deployer(settings);
        _rootPath = new RootActorPath(new Address("akka", systemName));
        _tempNode = _rootPath / "temp";
        Log = Logging.GetLogger(eventStream, $"LocalActorRefProvider({_rootPath.Address})");
        var deadLettersPath = _rootPath / "deadLetters";
        _deadLetters = deadLettersFactory?.Invoke(deadLettersPath) ?? new DeadLetterActorRef(this, deadLettersPath, eventStream);
        IgnoreRef = new IgnoreActorRef(this);
    }

    public Settings Settings { get; }

    public EventStream EventStream { get; }

    public Deployer Deployer { get; }

    public ILoggingAdapter Log { get; }

    public IActorRef DeadLetters => _deadLetters;

    public IActorRef IgnoreRef { get; }

    public ActorPath RootPath => _rootPath;

    public Address DefaultAddress => _rootPath.Address;

    public Serialization.Information SerializationInformation => new(DefaultAddress, _system);

    public IInternalActorRef RootGuardian => _rootGuardian;

    public LocalActorRef Guardian { get; private set; }

    public LocalActorRef SystemGuardian { get; private set; }

    public IInternalActorRef TempContainer => _tempContainer;

    public Task TerminationTask => _termination.Task;

    public void Init(ActorSystemImpl system)
    {
        _system = system;
        _defaultMailbox = system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId);
        _rootGuardian = CreateRootGuardian();
        _tempContainer = new VirtualPathContainer(this, _tempNode, _rootGuardian, Log);
        _rootGuardian.SetTempContainer(_tempContainer);
        Guardian = CreateUserGuardian();
        SystemGuardian = CreateGuardian("system", Props.Create(() => new SystemGuardianActor(Guardian), SupervisorStrategy.DefaultStrategy), system.Dispatchers.InternalDispatcher);
        _rootGuardian.Start();
        SystemGuardian.SendSystemMessage(new Watch(Guardian, SystemGuardian));
        _rootGuardian.SendSystemMessage(new Watch(SystemGuardian, _rootGuardian));
        EventStream.StartDefaultLoggers(system);
    }

    public void RegisterExtraName(string name, IInternalActorRef actor) => _extraNames.Add(name, actor);

    public IActorRef RootGuardianAt(Address address) => address == DefaultAddress ? _rootGuardian : _deadLetters;

    public ActorPath TempPath() => new ChildActorPath(_tempNode, _tempNumber.GetAndIncrement().Base64Encode(), ActorCell.UndefinedUid);

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _tempContainer.AddChild(TempName(path, nameof(RegisterTempActor)), actorRef);

    public void UnregisterTempActor(ActorPath path) => _tempContainer.RemoveChild(TempName(path, nameof(UnregisterTempActor)));

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, TempPath(), this);

    public Address GetExternalAddressFor(Address address) => address == DefaultAddress ? address : null;

    /// <exception cref="ConfigurationException">The dispatcher or mailbox of the actor does not exist or does not fit.</exception>
    public IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy deploy,
        bool lookupDeploy,
        bool async)
    {
        var deployed = Deployed(props, lookupDeploy ? Deployer.Lookup(path) : deploy);
        if (!system.Dispatchers.HasDispatcher(deployed.Dispatcher))
            throw new ConfigurationException($"Dispatcher [{deployed.Dispatcher}] not configured for path {path}");
        try
        {
            var dispatcher = system.Dispatchers.Lookup(deployed.Dispatcher);
            var mailboxType = system.Mailboxes.GetMailboxType(deployed, dispatcher.Configurator.Config);
            return async
                ? new RepointableActorRef(system, deployed, dispatcher, mailboxType, supervisor, path)
                : new LocalActorRef(system, deployed, dispatcher, mailboxType, supervisor, path);
        }
        catch (Exception e)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{path}] with dispatcher [{props.Dispatcher}] and mailbox [{props.Mailbox}]", e);
        }
    }

    public IActorRef ResolveActorRef(string path)
    {
        if (ActorPath.TryParse(path, out var parsed) && parsed.Address == DefaultAddress)
            return Resolve(parsed.ElementsWithUid);
        Log.Debug("Resolve of unknown path [{0}] failed. Invalid format.", path);
        return _deadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath path)
    {
        if (path.Root == _rootPath)
            return Resolve(path.ElementsWithUid);
        Log.Debug("Resolve of foreign ActorPath [{0}] failed", path);
        return _deadLetters;
    }

    private IActorRef Resolve(IReadOnlyList<string> elements)
    {
        if (elements.Count == 0)
        {
            Log.Debug("Resolve of empty path sequence fails (per definition)");
            return _deadLetters;
        }

        var child = _rootGuardian.GetChild(elements);
        if (!child.IsNobody())
            return child;
        Log.Debug("Resolve of path sequence [/{0}] failed", ActorPath.FormatPathElements(elements));
        return new EmptyLocalActorRef(this, _rootPath / elements, EventStream);
    }

    private static Props Deployed(Props props, Deploy deploy)
    {
        if (deploy is null || ReferenceEquals(deploy, Deploy.None))
            return props;
        var deployed = deploy.Mailbox == Deploy.NoMailboxGiven ? props : props.WithMailbox(deploy.Mailbox);
        deployed = deploy.Dispatcher == Deploy.NoDispatcherGiven ? deployed : deployed.WithDispatcher(deploy.Dispatcher);
        return deploy.StashCapacity == Deploy.NoStashSize ? deployed : deployed.WithStashCapacity(deploy.StashCapacity);
    }

    private string TempName(ActorPath path, string caller) => path.Parent == _tempNode
        ? path.Name
        : throw new InvalidOperationException($"Cannot {caller}() with anything not obtained from tempPath()");

    private RootGuardianActorRef CreateRootGuardian()
    {
        var supervisor = new RootGuardianSupervisor(_rootPath, this, _termination, Log);
        var strategy = new OneForOneStrategy(e =>
        {
            Log.Error(e, "Guardian failed. Shutting down system");
            return Directive.Stop;
        });
        var props = Props.Create<GuardianActor>(strategy);
        return new RootGuardianActorRef(_system, props, _system.Dispatchers.InternalDispatcher, _defaultMailbox, supervisor, _rootPath, _deadLetters, _extraNames);
    }

    private LocalActorRef CreateUserGuardian()
    {
        if (_system.GuardianProps.HasValue)
            return CreateGuardian("user", _system.GuardianProps.Value, _system.Dispatchers.Lookup(_system.GuardianProps.Value.Dispatcher));
        var strategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        return CreateGuardian("user", Props.Create<GuardianActor>(strategy), _system.Dispatchers.InternalDispatcher);
    }

    private LocalActorRef CreateGuardian(string name, Props props, MessageDispatcher dispatcher)
    {
        _rootGuardian.Cell.ReserveChild(name);
        var guardian = new LocalActorRef(_system, props, dispatcher, _defaultMailbox, _rootGuardian, _rootPath / name);
        _rootGuardian.Cell.InitChild(guardian);
        guardian.Start();
        return guardian;
    }
}
