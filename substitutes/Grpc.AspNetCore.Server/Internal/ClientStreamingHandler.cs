using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed class ClientStreamingHandler<TService, TRequest, TResponse> : CallHandler<TService, TRequest, TResponse>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly ClientStreamingServerMethod<TService, TRequest, TResponse> _invoker;
    private readonly ClientStreamingServerMethod<TRequest, TResponse> _method;

    public ClientStreamingHandler(HandlerSetup<TService> setup, Method<TRequest, TResponse> method, ClientStreamingServerMethod<TService, TRequest, TResponse> invoker)
        : base(setup, method)
    {
        _invoker = invoker;
        _method = InterceptorChain<TRequest, TResponse>.ClientStreaming(setup.Settings.Interceptors, InvokeAsync);
    }

    protected override async Task ServeAsync(ServerCall call)
    {
        LiftLimits(call.Http, ofRequestBody: true);
        TResponse response;
        using (var requests = Requests(call))
            response = await _method(requests, call);

        await WriteResponseAsync(call, response);
    }

    private async Task<TResponse> InvokeAsync(IAsyncStreamReader<TRequest> requests, ServerCallContext context)
    {
        await using var service = Service(context);
        return await _invoker(service.Instance, requests, context);
    }
}
