using System.Text;
using Grpc.Core;
using Microsoft.Net.Http.Headers;

namespace Grpc.Peers.Tests.Support;

/// <summary>
/// What every server of these tests does, ours here and the others by <c>Peers/server.*</c>. Messages are plain bytes. Metadata asks for more:
/// <c>echo-initial</c> and <c>echo-trailing-bin</c> are sent back, <c>fail</c> ends the call with a status, details and a trailer, <c>wait</c>
/// keeps it open until it is cancelled, which is counted under the value of <c>wait</c>.
/// </summary>
[BindServiceMethod(typeof(PeerService), nameof(Bind))]
internal class PeerService(CancellationCount cancellations)
{
    public static void Bind(ServiceBinderBase binder, PeerService? service)
    {
        binder.AddMethod(PeerMethods.Say, service is null ? null : service.Say);
        binder.AddMethod(PeerMethods.Collect, service is null ? null : service.Collect);
        binder.AddMethod(PeerMethods.List, service is null ? null : service.List);
        binder.AddMethod(PeerMethods.Talk, service is null ? null : service.Talk);
        binder.AddMethod(PeerMethods.Cancellations, service is null ? null : service.Cancellations);
    }

    public virtual async Task<byte[]> Say(byte[] request, ServerCallContext context)
    {
        await PrepareAsync(context);
        await FailOrWaitAsync(context);
        context.ResponseTrailers.Add("request-encoding", context.GetHttpContext().Request.Headers[HeaderNames.GrpcEncoding].ToString());
        context.ResponseTrailers.Add("response-encoding", context.GetHttpContext().Response.Headers[HeaderNames.GrpcEncoding].ToString());
        return request;
    }

    public virtual async Task<byte[]> Collect(IAsyncStreamReader<byte[]> requests, ServerCallContext context)
    {
        var (count, total) = (0, 0);
        await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
            (count, total) = (count + 1, total + request.Length);
        return Encoding.UTF8.GetBytes($"{count}:{total}");
    }

    public virtual async Task List(byte[] request, IServerStreamWriter<byte[]> responses, ServerCallContext context)
    {
        await PrepareAsync(context);
        if (Encoding.UTF8.GetString(request).Split(',') is not [var count, var size])
            throw new RpcException(new Status(StatusCode.InvalidArgument, "Say how many messages of how many bytes: 10,8."));

        for (var number = 0; number < int.Parse(count); number++)
            await responses.WriteAsync(Encoding.UTF8.GetBytes(number.ToString().PadRight(int.Parse(size), '.')));
        await FailOrWaitAsync(context);
    }

    public virtual async Task Talk(IAsyncStreamReader<byte[]> requests, IServerStreamWriter<byte[]> responses, ServerCallContext context)
    {
        await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
            await responses.WriteAsync(request);
    }

    public virtual Task<byte[]> Cancellations(byte[] request, ServerCallContext context) =>
        Task.FromResult(Encoding.UTF8.GetBytes(cancellations.Of(Encoding.UTF8.GetString(request)).ToString()));

    private static async Task PrepareAsync(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("echo-initial") is { } initial)
            await context.WriteResponseHeadersAsync(new Metadata { { "echo-initial", initial } });
        if (context.RequestHeaders.GetValueBytes("echo-trailing-bin") is { } trailing)
            context.ResponseTrailers.Add("echo-trailing-bin", trailing);
    }

    private async Task FailOrWaitAsync(ServerCallContext context)
    {
        if (context.RequestHeaders.Get("fail") is not null)
            throw new RpcException(
                new Status(StatusCode.FailedPrecondition, Expectations.Failure),
                new Metadata { { "grpc-status-details-bin", Expectations.Details }, { "reason", "because" } });
        if (context.RequestHeaders.GetValue("wait") is not { } scenario)
            return;

        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.CancellationToken.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(Expectations.Patience, CancellationToken.None);
        cancellations.Count(scenario);
    }
}
