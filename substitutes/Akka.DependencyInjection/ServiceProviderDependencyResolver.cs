using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Takes services from a service provider.</summary>
public class ServiceProviderDependencyResolver(IServiceProvider serviceProvider) : IDependencyResolver
{
    /// <summary>Where the services come from.</summary>
    public IServiceProvider ServiceProvider { get; } = serviceProvider;

    /// <inheritdoc />
    public IResolverScope CreateScope() => new ServiceProviderScope(ServiceProvider.CreateScope());

    /// <inheritdoc />
    public T GetService<T>() => ServiceProvider.GetService<T>();

    /// <inheritdoc />
    public object GetService(Type type) => ServiceProvider.GetService(type);

    /// <inheritdoc />
    public Props Props(Type type) => Props(type, []);

    /// <inheritdoc />
    public Props Props<T>(params object[] args)
        where T : ActorBase =>
        Props(typeof(T), args);

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The type is not an actor.</exception>
    public Props Props(Type type, params object[] args)
    {
        if (!type.IsAssignableTo(typeof(ActorBase)))
            throw new ArgumentException($"[{type}] does not implement Akka.Actor.ActorBase.", nameof(type));
        return Actor.Props.CreateBy(new Producer(ServiceProvider, type, args));
    }

    private sealed class Producer(IServiceProvider services, Type actorType, object[] args) : IIndirectActorProducer
    {
        public Type ActorType => actorType;

        public ActorBase Produce() => (ActorBase)ActivatorUtilities.CreateInstance(services, actorType, args);

        public void Release(ActorBase actor)
        {
        }
    }
}
