using System.Collections.ObjectModel;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>The interceptors of a service in the order in which a call passes them.</summary>
public class InterceptorCollection : Collection<InterceptorRegistration>
{
    /// <summary>Adds an interceptor behind all others.</summary>
    /// <typeparam name="TInterceptor">The type of the interceptor.</typeparam>
    /// <param name="args">Arguments of its constructor; what is missing comes from the services of the request.</param>
    public void Add<TInterceptor>(params object[] args)
        where TInterceptor : Interceptor => Add(typeof(TInterceptor), args);

    /// <summary>Adds an interceptor behind all others.</summary>
    /// <param name="interceptorType">The type of the interceptor.</param>
    /// <param name="args">Arguments of its constructor; what is missing comes from the services of the request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="interceptorType"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="interceptorType"/> is no interceptor, or an argument is null.</exception>
    public void Add(Type interceptorType, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(interceptorType);
        if (!interceptorType.IsSubclassOf(typeof(Interceptor)))
            throw new ArgumentException($"Type must inherit from {typeof(Interceptor).FullName}.", nameof(interceptorType));

        Add(new InterceptorRegistration(interceptorType, args));
    }
}
