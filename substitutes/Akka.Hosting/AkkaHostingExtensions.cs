using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Hosting;

/// <summary>Adds an actor system to an application.</summary>
public static class AkkaHostingExtensions
{
    /// <summary>Adds the actor system that the function describes; it starts and stops with the application.</summary>
    public static IServiceCollection AddAkka(this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder> builder) =>
        services.AddAkka(actorSystemName, (configuration, _) => builder(configuration));

    /// <summary>Adds the actor system that the function describes with the help of services; it starts and stops with the application.</summary>
    public static IServiceCollection AddAkka(
        this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder, IServiceProvider> builder) =>
        services.AddAkka<AkkaHostedService>(actorSystemName, builder);

    /// <summary>Adds the actor system that the function describes, started and stopped by a service of the given type.</summary>
    public static IServiceCollection AddAkka<T>(
        this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder, IServiceProvider> builder)
        where T : AkkaHostedService
    {
        var configuration = new AkkaConfigurationBuilder(services, actorSystemName);
        services.AddSingleton(provider =>
        {
            builder(configuration, provider);
            return configuration;
        });
        configuration.Bind();
        return services.AddHostedService<T>();
    }

    /// <summary>Sets up the actor system with one more thing; of a <see cref="BootstrapSetup"/>, configuration and provider are taken over.</summary>
    public static AkkaConfigurationBuilder AddSetup(this AkkaConfigurationBuilder builder, Setup setup) => builder.AddSetup(setup);

    /// <summary>Adds configuration.</summary>
    public static AkkaConfigurationBuilder AddHocon(this AkkaConfigurationBuilder builder, Config hocon, HoconAddMode addMode) =>
        builder.AddHoconConfiguration(hocon, addMode);

    /// <summary>Adds configuration of the application; with <paramref name="normalizeKeys"/>, keys are made lower-case.</summary>
    public static AkkaConfigurationBuilder AddHocon(
        this AkkaConfigurationBuilder builder, IConfiguration configuration, HoconAddMode addMode, bool normalizeKeys = true) =>
        builder.AddHoconConfiguration(configuration.ToHocon(normalizeKeys), addMode);

    /// <summary>Adds configuration from a file.</summary>
    public static AkkaConfigurationBuilder AddHoconFile(this AkkaConfigurationBuilder builder, string hoconFilePath, HoconAddMode addMode) =>
        builder.AddHoconConfiguration(ConfigurationFactory.ParseString(File.ReadAllText(hoconFilePath)), addMode);

    /// <summary>Sets the time-out of questions to actors; zero or less is infinite.</summary>
    public static AkkaConfigurationBuilder WithActorAskTimeout(this AkkaConfigurationBuilder builder, TimeSpan timeout) =>
        builder.AddHocon($"akka.actor.ask-timeout = {timeout.ToHocon(allowInfinite: true, zeroIsInfinite: true)}", HoconAddMode.Prepend);

    /// <summary>Chooses how references to actors are made.</summary>
    public static AkkaConfigurationBuilder WithActorRefProvider(this AkkaConfigurationBuilder builder, ProviderSelection providerSelection) =>
        builder.WithActorRefProvider(providerSelection);

    /// <summary>Starts actors when the actor system has started, in the order of the calls.</summary>
    public static AkkaConfigurationBuilder WithActors(this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry> actorStarter) =>
        builder.StartActors(actorStarter);

    /// <summary>Starts actors when the actor system has started, in the order of the calls.</summary>
    public static AkkaConfigurationBuilder WithActors(
        this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry, IDependencyResolver> actorStarter) =>
        builder.StartActors(actorStarter);

    /// <summary>Starts actors when the actor system has started, in the order of the calls.</summary>
    public static AkkaConfigurationBuilder WithActors(this AkkaConfigurationBuilder builder, ActorStarterWithResolver actorStarter) =>
        builder.StartActors(actorStarter);

    /// <summary>Starts actors when the actor system has started, in the order of the calls.</summary>
    public static AkkaConfigurationBuilder WithActors(this AkkaConfigurationBuilder builder, ActorStarter actorStarter) =>
        builder.StartActors(actorStarter);
}
