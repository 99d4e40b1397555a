using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>Writes down each call on its way in and out, and that it was disposed.</summary>
internal class MarkingInterceptor(Passed passed, string name) : Interceptor, IDisposable
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        passed.Mark($"{name}>");
        var response = await continuation(request, context);
        passed.Mark($"<{name}");
        return response;
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        passed.Mark($"{name}>");
        var response = await continuation(requestStream, context);
        passed.Mark($"<{name}");
        return response;
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        passed.Mark($"{name}>");
        await continuation(request, responseStream, context);
        passed.Mark($"<{name}");
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        passed.Mark($"{name}>");
        await continuation(requestStream, responseStream, context);
        passed.Mark($"<{name}");
    }

    public void Dispose()
    {
        passed.Mark($"{name} disposed");
        GC.SuppressFinalize(this);
    }
}
