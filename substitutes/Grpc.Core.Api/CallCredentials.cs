using Grpc.Core.Internal;

namespace Grpc.Core;

/// <summary>Credentials that go with a call as headers. The kinds are told apart by the configurator that is passed in.</summary>
public abstract class CallCredentials
{
    /// <summary>All of these, in order.</summary>
    /// <exception cref="ArgumentException">Fewer than two.</exception>
    public static CallCredentials Compose(params CallCredentials[] credentials) => new CompositeCallCredentials(credentials);

    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) => new InterceptorCallCredentials(interceptor);

    /// <summary>Calls the method of the configurator that fits; not for applications.</summary>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);
}
