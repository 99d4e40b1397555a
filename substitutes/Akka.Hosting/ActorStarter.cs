using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;

namespace Akka.Hosting;

/// <summary>Starts actors when the actor system has started.</summary>
public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

/// <summary>Starts actors that need services when the actor system has started.</summary>
public delegate Task ActorStarterWithResolver(ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);

/// <summary>Runs when the actors have been started.</summary>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

/// <summary>Joins new configuration with what there is.</summary>
public delegate Config HoconConfigurator(Config currentConfig, Config configToAdd);
