using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Puts the interceptors of a service around a method; the first registered is the outermost. Each call has interceptors of its own.</summary>
internal static class InterceptorChain<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    public static UnaryServerMethod<TRequest, TResponse> Unary(
        IReadOnlyList<InterceptorRegistration> interceptors, UnaryServerMethod<TRequest, TResponse> method) =>
        Chain(interceptors, method, (registration, next) => async (request, context) =>
        {
            await using var interceptor = new InterceptorLease(registration, context);
            return await interceptor.Instance.UnaryServerHandler(request, context, next);
        });

    public static ClientStreamingServerMethod<TRequest, TResponse> ClientStreaming(
        IReadOnlyList<InterceptorRegistration> interceptors, ClientStreamingServerMethod<TRequest, TResponse> method) =>
        Chain(interceptors, method, (registration, next) => async (requests, context) =>
        {
            await using var interceptor = new InterceptorLease(registration, context);
            return await interceptor.Instance.ClientStreamingServerHandler(requests, context, next);
        });

    public static ServerStreamingServerMethod<TRequest, TResponse> ServerStreaming(
        IReadOnlyList<InterceptorRegistration> interceptors, ServerStreamingServerMethod<TRequest, TResponse> method) =>
        Chain(interceptors, method, (registration, next) => async (request, responses, context) =>
        {
            await using var interceptor = new InterceptorLease(registration, context);
            await interceptor.Instance.ServerStreamingServerHandler(request, responses, context, next);
        });

    public static DuplexStreamingServerMethod<TRequest, TResponse> DuplexStreaming(
        IReadOnlyList<InterceptorRegistration> interceptors, DuplexStreamingServerMethod<TRequest, TResponse> method) =>
        Chain(interceptors, method, (registration, next) => async (requests, responses, context) =>
        {
            await using var interceptor = new InterceptorLease(registration, context);
            await interceptor.Instance.DuplexStreamingServerHandler(requests, responses, context, next);
        });

    private static TMethod Chain<TMethod>(
        IReadOnlyList<InterceptorRegistration> interceptors, TMethod innermost, Func<InterceptorRegistration, TMethod, TMethod> link) =>
        interceptors.Reverse().Aggregate(innermost, (next, registration) => link(registration, next));
}
