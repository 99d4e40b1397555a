using Akka.Actor.Setup;
using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The configuration of a system, read once when the system is made.</summary>
public partial class Settings
{
    private readonly Config _userConfig;
    private Config _fallback = ConfigurationFactory.Default();

    public Settings(ActorSystem system, Config config) : this(system, config, ActorSystemSetup.Empty)
    {
    }

    /// <exception cref="ConfigurationException">A setting has a value that cannot be used.</exception>
    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        _userConfig = config;
        Config = config.SafeWithFallback(_fallback);
        var provider = setup.Get<BootstrapSetup>().FlatSelect(s => s.ActorRefProvider).Select(p => p.Fqn);
        ProviderSelectionType = ProviderSelection.GetProvider(provider.GetOrElse(Config.GetString("akka.actor.provider")));
        ProviderClass = ProviderSelectionType.Fqn;
        if (!typeof(IActorRefProvider).IsAssignableFrom(Type.GetType(ProviderClass)))
            throw new ConfigurationException($"'akka.actor.provider' is not a valid type name : '{ProviderClass}'");
        ReadActor();
        ReadLogging();
        ReadDebug();
        ReadShutdown();
    }

    public ActorSystem System { get; }

    public Config Config { get; private set; }

    public ActorSystemSetup Setup { get; }

    public ProviderSelection ProviderSelectionType { get; }

    public string ProviderClass { get; }

    public bool HasCluster => ProviderSelectionType.HasCluster;

    public string ConfigVersion { get; private set; }

    public string Home { get; private set; }

    public string SupervisorStrategyClass { get; private set; }

    /// <summary>How long an <c>Ask</c> without a timeout waits; negative for ever.</summary>
    public TimeSpan AskTimeout { get; private set; }

    public TimeSpan CreationTimeout { get; private set; }

    public TimeSpan UnstartedPushTimeout { get; private set; }

    public bool EmitActorTelemetry { get; private set; }

    public string SchedulerClass { get; private set; }

    public TimeSpan SchedulerShutdownTimeout { get; private set; }

    public bool CoordinatedShutdownTerminateActorSystem { get; private set; }

    public bool CoordinatedShutdownRunByActorSystemTerminate { get; private set; }

    /// <summary>Adds defaults below all others.</summary>
    public void InjectTopLevelFallback(Config config)
    {
        _fallback = config.SafeWithFallback(_fallback);
        Config = _userConfig.SafeWithFallback(_fallback);
    }

    public override string ToString() => Config.ToString();

    private void ReadActor()
    {
        ConfigVersion = Config.GetString("akka.version");
        Home = Config.GetString("akka.home", "");
        SupervisorStrategyClass = Config.GetString("akka.actor.guardian-supervisor-strategy");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout");
        CreationTimeout = Config.GetTimeSpan("akka.actor.creation-timeout");
        UnstartedPushTimeout = Config.GetTimeSpan("akka.actor.unstarted-push-timeout");
        EmitActorTelemetry = Config.GetBoolean("akka.actor.telemetry.enabled");
        SchedulerClass = Config.GetString("akka.scheduler.implementation");
        SchedulerShutdownTimeout = Config.GetTimeSpan("akka.scheduler.shutdown-timeout");
    }

    private void ReadShutdown()
    {
        const string section = "akka.coordinated-shutdown";
        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean($"{section}.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean($"{section}.run-by-actor-system-terminate");
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
        {
            throw new ConfigurationException(
                $"{section}.run-by-actor-system-terminate=on and {section}.terminate-actor-system=off is not a supported configuration combination.");
        }
    }
}
