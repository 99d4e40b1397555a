using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed class UnaryHandler<TService, TRequest, TResponse> : CallHandler<TService, TRequest, TResponse>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly UnaryServerMethod<TService, TRequest, TResponse> _invoker;
    private readonly UnaryServerMethod<TRequest, TResponse> _method;

    public UnaryHandler(HandlerSetup<TService> setup, Method<TRequest, TResponse> method, UnaryServerMethod<TService, TRequest, TResponse> invoker)
        : base(setup, method)
    {
        _invoker = invoker;
        _method = InterceptorChain<TRequest, TResponse>.Unary(setup.Settings.Interceptors, InvokeAsync);
    }

    protected override async Task ServeAsync(ServerCall call)
    {
        var request = await ReadRequestAsync(call);
        await WriteResponseAsync(call, await _method(request, call));
    }

    private async Task<TResponse> InvokeAsync(TRequest request, ServerCallContext context)
    {
        await using var service = Service(context);
        return await _invoker(service.Instance, request, context);
    }
}
