using Akka.Actor;

namespace Akka.DependencyInjection;

/// <summary>The services that an actor system knows.</summary>
public sealed class DependencyResolver(IDependencyResolver resolver) : IExtension
{
    /// <summary>The services.</summary>
    public IDependencyResolver Resolver { get; } = resolver;

    /// <summary>The services of an actor system.</summary>
    /// <exception cref="Configuration.ConfigurationException">It was set up without services.</exception>
    public static DependencyResolver For(ActorSystem actorSystem) =>
        actorSystem.WithExtension<DependencyResolver, DependencyResolverExtension>();

    /// <summary>How to create an actor: the arguments given, and services for the other parameters of its constructor.</summary>
    public Props Props<T>(params object[] args)
        where T : ActorBase =>
        Resolver.Props<T>(args);

    /// <summary>How to create an actor with services for the parameters of its constructor.</summary>
    public Props Props<T>()
        where T : ActorBase =>
        Resolver.Props<T>();

    /// <summary>How to create an actor with services for the parameters of its constructor.</summary>
    public Props Props(Type type) => Resolver.Props(type);

    /// <summary>How to create an actor: the arguments given, and services for the other parameters of its constructor.</summary>
    public Props Props(Type type, params object[] args) => Resolver.Props(type, args);
}
