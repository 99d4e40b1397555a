using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Makes calls over a channel. The host that a call names is not used: the channel has its address.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).ResponseAsync.GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, options);
        var response = call.StartOneResponse(new OneRequestContent<TRequest, TResponse>(call, request));
        return new AsyncUnaryCall<TResponse>(response, Callbacks.Headers, Callbacks.Status, Callbacks.Trailers, Callbacks.Dispose, call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, options);
        var responses = call.StartManyResponses(new OneRequestContent<TRequest, TResponse>(call, request));
        return new AsyncServerStreamingCall<TResponse>(responses, Callbacks.Headers, Callbacks.Status, Callbacks.Trailers, Callbacks.Dispose, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, options);
        var requests = new RequestWriter<TRequest, TResponse>(call);
        var response = call.StartOneResponse(new RequestStreamContent<TRequest, TResponse>(requests), requests);
        return new AsyncClientStreamingCall<TRequest, TResponse>(requests, response, Callbacks.Headers, Callbacks.Status, Callbacks.Trailers, Callbacks.Dispose, call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, options);
        var requests = new RequestWriter<TRequest, TResponse>(call);
        var responses = call.StartManyResponses(new RequestStreamContent<TRequest, TResponse>(requests), requests);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(requests, responses, Callbacks.Headers, Callbacks.Status, Callbacks.Trailers, Callbacks.Dispose, call);
    }

    private static class Callbacks
    {
        public static readonly Func<object, Task<Metadata>> Headers = static call => ((ClientCall)call).HeadersAsync();
        public static readonly Func<object, Status> Status = static call => ((ClientCall)call).GetStatus();
        public static readonly Func<object, Metadata> Trailers = static call => ((ClientCall)call).GetTrailers();
        public static readonly Action<object> Dispose = static call => ((ClientCall)call).Dispose();
    }
}
