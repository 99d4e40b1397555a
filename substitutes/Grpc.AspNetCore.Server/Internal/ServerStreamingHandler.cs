using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed class ServerStreamingHandler<TService, TRequest, TResponse> : CallHandler<TService, TRequest, TResponse>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly ServerStreamingServerMethod<TService, TRequest, TResponse> _invoker;
    private readonly ServerStreamingServerMethod<TRequest, TResponse> _method;

    public ServerStreamingHandler(HandlerSetup<TService> setup, Method<TRequest, TResponse> method, ServerStreamingServerMethod<TService, TRequest, TResponse> invoker)
        : base(setup, method)
    {
        _invoker = invoker;
        _method = InterceptorChain<TRequest, TResponse>.ServerStreaming(setup.Settings.Interceptors, InvokeAsync);
    }

    protected override async Task ServeAsync(ServerCall call)
    {
        LiftLimits(call.Http, ofRequestBody: false);
        var request = await ReadRequestAsync(call);
        using var responses = Responses(call);
        await _method(request, responses, call);
    }

    private async Task InvokeAsync(TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context)
    {
        await using var service = Service(context);
        await _invoker(service.Instance, request, responses, context);
    }
}
