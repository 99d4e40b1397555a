using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>Measures what comes of calls. To be the first that they pass, so that it sees what clients see.</summary>
internal sealed class MeasuredCalls(CallMeter meter, TimeProvider time) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var startedAt = time.GetTimestamp();
        var status = StatusCode.Unknown;
        try
        {
            var response = await continuation(request, context);
            status = StatusCode.OK;
            return response;
        }
        catch (RpcException e)
        {
            status = e.StatusCode;
            throw;
        }
        finally
        {
            meter.Ended(context.Method, status, time.GetElapsedTime(startedAt));
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        meter.Streams(context.Method, 1);
        try
        {
            await continuation(request, responseStream, context);
        }
        finally
        {
            meter.Streams(context.Method, -1);
        }
    }
}
