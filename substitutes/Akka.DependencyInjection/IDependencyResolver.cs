using Akka.Actor;

namespace Akka.DependencyInjection;

/// <summary>Gives actors what their constructors ask for.</summary>
public interface IDependencyResolver
{
    /// <summary>A scope of its own for services that are kept per scope.</summary>
    IResolverScope CreateScope();

    /// <summary>A service; the default value if there is none.</summary>
    T GetService<T>();

    /// <summary>A service; null if there is none.</summary>
    object GetService(Type type);

    /// <summary>How to create an actor: the arguments given, and services for the other parameters of its constructor.</summary>
    Props Props(Type type, params object[] args);

    /// <summary>How to create an actor with services for the parameters of its constructor.</summary>
    Props Props(Type type);

    /// <summary>How to create an actor: the arguments given, and services for the other parameters of its constructor.</summary>
    Props Props<T>(params object[] args)
        where T : ActorBase;
}
