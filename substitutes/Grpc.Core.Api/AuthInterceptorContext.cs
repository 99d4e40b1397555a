using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>The call that an <see cref="AsyncAuthInterceptor"/> makes headers for.</summary>
public class AuthInterceptorContext
{
    public AuthInterceptorContext(string serviceUrl, string methodName) : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    public AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
    {
        ServiceUrl = GrpcPreconditions.CheckNotNull(serviceUrl, nameof(serviceUrl));
        MethodName = GrpcPreconditions.CheckNotNull(methodName, nameof(methodName));
        CancellationToken = cancellationToken;
    }

    /// <summary>Address of the service, without the method.</summary>
    public string ServiceUrl { get; }

    /// <summary>Name of the method, without the service.</summary>
    public string MethodName { get; }

    /// <summary>Cancelled when the call ends.</summary>
    public CancellationToken CancellationToken { get; }
}
