using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server.Model.Internal;

/// <summary>
/// Is told the methods of a service by generated code. The handlers that come along are bound to no instance and not used:
/// every call has a service of its own, on which the override is called by an open delegate.
/// </summary>
internal sealed class GeneratedMethodBinder<TService>(ServiceMethodProviderContext<TService> context, Type serviceBase) : ServiceBinderBase
    where TService : class
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var found = Override(method, typeof(TRequest), typeof(ServerCallContext));
        context.AddUnaryMethod(method, Metadata(found), found.CreateDelegate<UnaryServerMethod<TService, TRequest, TResponse>>());
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Override(method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        context.AddClientStreamingMethod(method, Metadata(found), found.CreateDelegate<ClientStreamingServerMethod<TService, TRequest, TResponse>>());
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Override(method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        context.AddServerStreamingMethod(method, Metadata(found), found.CreateDelegate<ServerStreamingServerMethod<TService, TRequest, TResponse>>());
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Override(method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        context.AddDuplexStreamingMethod(method, Metadata(found), found.CreateDelegate<DuplexStreamingServerMethod<TService, TRequest, TResponse>>());
    }

    /// <summary>Attributes of the type before those of the method, because the last of a kind wins.</summary>
    private static List<object> Metadata(MethodInfo found) =>
    [
        .. typeof(TService).GetCustomAttributes(inherit: true),
        .. found.GetCustomAttributes(inherit: true),
        new HttpMethodMetadata(["POST"], acceptCorsPreflight: true),
    ];

    /// <summary>The most derived override of the base's method. A method of the same name that hides it is not meant.</summary>
    private MethodInfo Override(IMethod method, params Type[] parameters)
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            var found = type.GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters);
            if (found is null)
                break;
            if (found.IsVirtual && found.GetBaseDefinition().DeclaringType == serviceBase)
                return found;
        }

        throw new InvalidOperationException($"Could not find '{method.Name}' on {typeof(TService)}.");
    }
}
