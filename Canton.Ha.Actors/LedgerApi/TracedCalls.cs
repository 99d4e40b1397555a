using System.Diagnostics;
using Canton.Ha.Actors.Contracts.Serving;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Records calls with one answer as spans of the traces of their clients.</summary>
internal sealed class TracedCalls(CallMeter meter) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using var span = meter.IsSilent ? null : CallTrace.Begin(context);
        try
        {
            return await continuation(request, context);
        }
        catch (RpcException e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Status.Detail).SetTag("rpc.grpc.status_code", (int)e.StatusCode);
            throw;
        }
    }
}
