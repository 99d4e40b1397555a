using Grpc.AspNetCore.Server.Internal;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Model.Internal;

/// <summary>Makes the handlers of the methods of a service.</summary>
internal sealed class MethodHandlers<TService>(
    ILoggerFactory loggers,
    IOptions<GrpcServiceOptions> options,
    IOptions<GrpcServiceOptions<TService>> serviceOptions,
    IGrpcServiceActivator<TService> activator)
    where TService : class
{
    private readonly ILogger _log = loggers.CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler");

    public RequestDelegate Unary<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => new UnaryHandler<TService, TRequest, TResponse>(Setup(), method, invoker).HandleAsync;

    public RequestDelegate ServerStreaming<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => new ServerStreamingHandler<TService, TRequest, TResponse>(Setup(), method, invoker).HandleAsync;

    public RequestDelegate ClientStreaming<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => new ClientStreamingHandler<TService, TRequest, TResponse>(Setup(), method, invoker).HandleAsync;

    public RequestDelegate DuplexStreaming<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => new DuplexStreamingHandler<TService, TRequest, TResponse>(Setup(), method, invoker).HandleAsync;

    private HandlerSetup<TService> Setup() => new(CallSettings.From(options.Value, serviceOptions.Value), activator, _log);
}
