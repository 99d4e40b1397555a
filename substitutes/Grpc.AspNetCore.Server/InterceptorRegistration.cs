using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>An interceptor to be made for every call: its type and the arguments of its constructor.</summary>
public class InterceptorRegistration
{
    private readonly object[] _arguments;
    private ObjectFactory? _factory;
    private IGrpcInterceptorActivator? _activator;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (Array.Exists(arguments, argument => argument is null))
            throw new ArgumentException("Interceptor arguments contains a null value. Null interceptor arguments are not supported.", nameof(arguments));

        Type = type;
        _arguments = arguments;
    }

    /// <summary>The type of the interceptor.</summary>
    public Type Type { get; }

    /// <summary>Arguments of its constructor, in order.</summary>
    public IReadOnlyList<object> Arguments => _arguments;

    /// <summary>A new interceptor; arguments that are not given come from <paramref name="services"/>.</summary>
    internal object New(IServiceProvider services)
    {
        _factory ??= ActivatorUtilities.CreateFactory(Type, Array.ConvertAll(_arguments, argument => argument.GetType()));
        return _factory(services, _arguments);
    }

    /// <summary>The activator for this type, looked up once: activators are singletons.</summary>
    internal IGrpcInterceptorActivator Activator(IServiceProvider services) =>
        _activator ??= (IGrpcInterceptorActivator)services.GetRequiredService(typeof(IGrpcInterceptorActivator<>).MakeGenericType(Type));
}
