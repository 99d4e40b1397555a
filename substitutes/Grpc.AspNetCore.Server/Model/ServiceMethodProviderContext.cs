using Grpc.AspNetCore.Server.Model.Internal;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Grpc.AspNetCore.Server.Model;

/// <summary>Takes the methods of a service from its providers.</summary>
/// <typeparam name="TService">The type of the service.</typeparam>
public class ServiceMethodProviderContext<TService>
    where TService : class
{
    private readonly MethodHandlers<TService> _handlers;

    internal ServiceMethodProviderContext(MethodHandlers<TService> handlers) => _handlers = handlers;

    internal List<MappedMethod> Methods { get; } = [];

    /// <summary>Adds a unary method.</summary>
    /// <param name="method">Name and marshallers.</param>
    /// <param name="metadata">Metadata for routing and middleware; the last of a kind wins.</param>
    /// <param name="invoker">Serves a call.</param>
    public void AddUnaryMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IList<object> metadata, UnaryServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => AddMethod(method, Pattern(method), metadata, _handlers.Unary(method, invoker));

    /// <summary>Adds a method with a stream of responses.</summary>
    /// <param name="method">Name and marshallers.</param>
    /// <param name="metadata">Metadata for routing and middleware; the last of a kind wins.</param>
    /// <param name="invoker">Serves a call.</param>
    public void AddServerStreamingMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IList<object> metadata, ServerStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => AddMethod(method, Pattern(method), metadata, _handlers.ServerStreaming(method, invoker));

    /// <summary>Adds a method with a stream of requests.</summary>
    /// <param name="method">Name and marshallers.</param>
    /// <param name="metadata">Metadata for routing and middleware; the last of a kind wins.</param>
    /// <param name="invoker">Serves a call.</param>
    public void AddClientStreamingMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IList<object> metadata, ClientStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => AddMethod(method, Pattern(method), metadata, _handlers.ClientStreaming(method, invoker));

    /// <summary>Adds a method with streams in both directions.</summary>
    /// <param name="method">Name and marshallers.</param>
    /// <param name="metadata">Metadata for routing and middleware; the last of a kind wins.</param>
    /// <param name="invoker">Serves a call.</param>
    public void AddDuplexStreamingMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IList<object> metadata, DuplexStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => AddMethod(method, Pattern(method), metadata, _handlers.DuplexStreaming(method, invoker));

    /// <summary>Adds a method whose requests are handled as plain HTTP, at a route of its own.</summary>
    /// <param name="method">Name and marshallers.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="metadata">Metadata for routing and middleware; the last of a kind wins.</param>
    /// <param name="invoker">Handles a request.</param>
    public void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, RoutePattern pattern, IList<object> metadata, RequestDelegate invoker)
        where TRequest : class
        where TResponse : class => Methods.Add(new MappedMethod(method, pattern, metadata, invoker));

    private static RoutePattern Pattern(IMethod method) => RoutePatternFactory.Parse(method.FullName);
}
