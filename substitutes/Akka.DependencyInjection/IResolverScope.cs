namespace Akka.DependencyInjection;

/// <summary>Services that are kept until the scope ends.</summary>
public interface IResolverScope : IDisposable
{
    /// <summary>The services of the scope.</summary>
    IDependencyResolver Resolver { get; }
}
