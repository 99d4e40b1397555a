using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

public sealed partial class AkkaConfigurationBuilder
{
    /// <summary>Makes the actor system, its registry and its actors services of the application.</summary>
    internal void Bind()
    {
        _services.AddSingleton(services => services.GetRequiredService<AkkaConfigurationBuilder>().CreateSystem(services));
        _services.AddSingleton(services => ActorRegistry.For(services.GetRequiredService<ActorSystem>()));
        _services.AddSingleton<IActorRegistry>(services => services.GetRequiredService<ActorRegistry>());
        _services.AddSingleton<IReadOnlyActorRegistry>(services => services.GetRequiredService<ActorRegistry>());
        _services.AddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
    }

    /// <summary>Starts the actors and then whatever else is to run, once.</summary>
    internal async Task StartAsync(ActorSystem system)
    {
        if (_complete)
            return;
        _complete = true;
        var registry = ActorRegistry.For(system);
        foreach (var starter in _starters)
            await starter(system, registry).ConfigureAwait(false);
        foreach (var task in _startupTasks)
            await task(system, registry).ConfigureAwait(false);
    }

    private ActorSystem CreateSystem(IServiceProvider services)
    {
        ConfigureExtensions();
        if (!Setups.OfType<LoggerFactorySetup>().Any() && services.GetService<ILoggerFactory>() is { } factory)
            AddSetup(new LoggerFactorySetup(factory));
        var bootstrap = BootstrapSetup.Create().WithConfig(Configuration.HasValue ? Configuration.Value : Config.Empty);
        if (ActorRefProvider.HasValue)
            bootstrap = bootstrap.WithActorRefProvider(ActorRefProvider.Value);
        var setup = Setups.Aggregate(bootstrap.And(DependencyResolverSetup.Create(services)), (all, next) => all.And(next));
        return ActorSystem.Create(_actorSystemName, setup);
    }

    private void ConfigureExtensions()
    {
        if (_extensions.Count == 0)
            return;
        var configured = Configuration.HasValue ? Configuration.Value.GetStringList("akka.extensions") : [];
        var names = _extensions.Select(type => type.AssemblyQualifiedName).Concat(configured.Where(name => Type.GetType(name.Trim()) is not null));
        var list = string.Join(", ", names.Distinct(StringComparer.Ordinal).Select(name => $"\"{name}\""));
        AddHoconConfiguration(ConfigurationFactory.ParseString($"akka.extensions = [{list}]"), HoconAddMode.Prepend);
    }
}
