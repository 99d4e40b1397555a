using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Util;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Hosting;

/// <summary>Collects what an actor system of the application is made of. After its start nothing is added any more.</summary>
public sealed partial class AkkaConfigurationBuilder
{
    private readonly IServiceCollection _services;
    private readonly string _actorSystemName;
    private readonly List<ActorStarter> _starters = [];
    private readonly List<StartupTask> _startupTasks = [];
    private readonly List<Type> _extensions = [];
    private bool _complete;

    /// <summary>What the actor system is set up with, besides configuration and services.</summary>
#pragma warning disable CA1051
    public readonly HashSet<Setup> Setups = [];
#pragma warning restore CA1051

    /// <summary>A builder for the actor system with the given name.</summary>
    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        _services = serviceCollection;
        _actorSystemName = actorSystemName;
    }

    /// <summary>How references to actors are made, if not as configured.</summary>
    public Option<ProviderSelection> ActorRefProvider { get; private set; } = Option<ProviderSelection>.None;

    /// <summary>The configuration so far.</summary>
    public Option<Config> Configuration { get; private set; } = Option<Config>.None;

    /// <summary>Starts actors when the actor system has started, in the order of the calls.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) => StartActors((system, registry) =>
    {
        starter(system, registry);
        return Task.CompletedTask;
    });

    /// <summary>Starts actors when the actor system has started, in the order of the calls.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> starter) =>
        StartActors((system, registry) => starter(system, registry, DependencyResolver.For(system).Resolver));

    /// <summary>Starts actors when the actor system has started, in the order of the calls.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarter starter) => Add(() => _starters.Add(starter));

    /// <summary>Starts actors when the actor system has started, in the order of the calls.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter) =>
        Add(() => _starters.Add((system, registry) => starter(system, registry, DependencyResolver.For(system).Resolver)));

    /// <summary>Runs when all actors have been started, in the order of the calls.</summary>
    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask) => AddStartup((system, registry) =>
    {
        startupTask(system, registry);
        return Task.CompletedTask;
    });

    /// <summary>Runs when all actors have been started, in the order of the calls.</summary>
    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask) => Add(() => _startupTasks.Add(startupTask));

    /// <summary>Starts extensions together with the actor system.</summary>
    /// <exception cref="ConfigurationException">A type is not an extension, or cannot be created.</exception>
    public AkkaConfigurationBuilder WithExtensions(params Type[] extensions)
    {
        foreach (var extension in extensions)
        {
            if (!extension.IsAssignableTo(typeof(IExtensionId)))
                throw new ConfigurationException($"Type must extends {nameof(IExtensionId)}: [{extension.FullName}]");
            if (extension.IsAbstract || !extension.IsClass)
                throw new ConfigurationException("Type class must not be abstract or static");
            if (!_extensions.Contains(extension))
                _extensions.Add(extension);
        }

        return this;
    }

    /// <summary>Starts an extension together with the actor system.</summary>
    /// <exception cref="ConfigurationException">The type cannot be created.</exception>
    public AkkaConfigurationBuilder WithExtension<T>()
        where T : IExtensionId =>
        WithExtensions(typeof(T));

    internal AkkaConfigurationBuilder AddSetup(Setup setup) => Add(() =>
    {
        if (setup is BootstrapSetup bootstrap)
        {
            if (bootstrap.Config.HasValue)
                Configuration = Configuration.HasValue ? bootstrap.Config.Value.WithFallback(Configuration.Value) : bootstrap.Config;
            ActorRefProvider = bootstrap.ActorRefProvider;
        }
        else if (setup is not DependencyResolverSetup)
        {
            Setups.Add(setup);
        }
    });

    internal AkkaConfigurationBuilder WithActorRefProvider(ProviderSelection provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return Add(() => ActorRefProvider = provider);
    }

    internal AkkaConfigurationBuilder AddHoconConfiguration(Config added, HoconAddMode addMode)
    {
        ArgumentNullException.ThrowIfNull(added);
        var present = Configuration.HasValue ? Configuration.Value : Config.Empty;
        return addMode switch
        {
            HoconAddMode.Append => Add(() => Configuration = present.SafeWithFallback(added)),
            HoconAddMode.Prepend or HoconAddMode.Replace => Add(() => Configuration = added.SafeWithFallback(present)),
            _ => throw new ArgumentOutOfRangeException(nameof(addMode), addMode, null),
        };
    }

    private AkkaConfigurationBuilder Add(Action change)
    {
        if (!_complete)
            change();
        return this;
    }
}
