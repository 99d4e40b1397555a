using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed class DuplexStreamingHandler<TService, TRequest, TResponse> : CallHandler<TService, TRequest, TResponse>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly DuplexStreamingServerMethod<TService, TRequest, TResponse> _invoker;
    private readonly DuplexStreamingServerMethod<TRequest, TResponse> _method;

    public DuplexStreamingHandler(HandlerSetup<TService> setup, Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TService, TRequest, TResponse> invoker)
        : base(setup, method)
    {
        _invoker = invoker;
        _method = InterceptorChain<TRequest, TResponse>.DuplexStreaming(setup.Settings.Interceptors, InvokeAsync);
    }

    protected override async Task ServeAsync(ServerCall call)
    {
        LiftLimits(call.Http, ofRequestBody: true);
        using var requests = Requests(call);
        using var responses = Responses(call);
        await _method(requests, responses, call);
    }

    private async Task InvokeAsync(IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context)
    {
        await using var service = Service(context);
        await _invoker(service.Instance, requests, responses, context);
    }
}
