using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server.Internal;

/// <content>How a call ends: by its service, by an exception, or by its deadline. Exactly one of them writes the status.</content>
internal sealed partial class ServerCall
{
    private const int Http2Cancel = 0x8;
    private const int Http3RequestCancelled = 0x010c;

    /// <summary>How long the end of an expired call may wait for a client that reads nothing, before the stream is reset under it.</summary>
    private static readonly TimeSpan CompletionPatience = TimeSpan.FromMilliseconds(500);

    public bool IsDeadlineExceeded => _deadline is { IsExceeded: true };

    /// <summary>From here on the deadline cannot end the call; false if it already has.</summary>
    public bool TryStopDeadline() => _deadline is null || _deadline.TryStop();

    /// <summary>The service has done its work.</summary>
    public ValueTask EndAsync()
    {
        if (!TryStopDeadline())
            return new ValueTask(EndExceededAsync(_deadline!));

        SendStatus();
        EndDeadline();
        ReportEnd();
        return default;
    }

    /// <summary>The service, or reading its request, or writing its response, has thrown.</summary>
    public async Task FailAsync(Exception e, string method)
    {
        Report(e, method);
        if (!TryStopDeadline())
        {
            await EndExceededAsync(_deadline!);
            return;
        }

        TakeStatus(e);
        try
        {
            SendStatus();
        }
        finally
        {
            EndDeadline();
            ReportEnd();
        }
    }

    /// <summary>Ends the response with a status, whatever the service is doing, and resets the stream.</summary>
    public async Task ExceedDeadlineAsync(TimeSpan timeout)
    {
        ServerLog.DeadlineExceeded(log, timeout);
        if (ServerEvents.Log.IsEnabled())
            ServerEvents.Log.CallDeadlineExceeded();

        lock (Gate)
        {
            _status = Failures.DeadlineExceeded;
            GrpcHeaders.SetStatus(GrpcHeaders.TrailersOf(http.Response), _status);
        }

        if (http.Features.Get<IHttpResponseBodyFeature>() is { } body)
            await body.CompleteAsync().WaitAsync(CompletionPatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Cancel();
    }

    /// <summary>Resets the stream: the client is told that nothing more comes.</summary>
    public void Cancel()
    {
        if (http.Features.Get<IHttpResetFeature>() is { } reset)
        {
            var error = HttpProtocol.IsHttp3(http.Request.Protocol) ? Http3RequestCancelled : Http2Cancel;
            ServerLog.ResettingResponse(log, error);
            reset.Reset(error);
        }
        else
        {
            ServerLog.AbortingResponse(log);
            http.Abort();
        }
    }

    private async Task EndExceededAsync(CallDeadline deadline)
    {
        await deadline.Exceeded;
        EndDeadline();
        ReportEnd();
    }

    private void EndDeadline()
    {
        if (_deadline is null)
            return;

        _deadline.Dispose();
        ServerLog.DeadlineStopped(log);
    }

    /// <summary>Trailers that HTTP does not allow leave the call without a status: the host answers 500, or resets the stream.</summary>
    private void SendStatus()
    {
        var destination = GrpcHeaders.TrailersOf(http.Response);
        foreach (var trailer in _trailers ?? Metadata.Empty)
        {
            try
            {
                GrpcHeaders.Append(destination, trailer);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Error adding response trailer '{trailer.Key}'.", e);
            }
        }

        GrpcHeaders.SetStatus(destination, _status);
    }

    private void TakeStatus(Exception e)
    {
        if (e is not RpcException rpc)
        {
            _status = Failures.Unexpected(e, settings.EnableDetailedErrors);
            return;
        }

        foreach (var trailer in rpc.Trailers)
            ResponseTrailers.Add(trailer);
        _status = rpc.Status;
    }

    /// <summary>A cancelled request makes services throw; that is no error of theirs.</summary>
    private void Report(Exception e, string method)
    {
        if (e is RpcException rpc)
            ServerLog.RpcConnectionError(log, rpc.StatusCode, rpc.Status.Detail, rpc.Status.DebugException);
        else if (e is OperationCanceledException or IOException && CancellationTokenCore.IsCancellationRequested)
            ServerLog.ServiceMethodCanceled(log, method, e);
        else
            ServerLog.ErrorExecutingServiceMethod(log, method, e);
    }

    private void ReportEnd()
    {
        HostActivity()?.AddTag("grpc.status_code", GrpcHeaders.Text(_status.StatusCode));
        if (!ServerEvents.Log.IsEnabled())
            return;
        if (_status.StatusCode != StatusCode.OK)
            ServerEvents.Log.CallFailed(_status.StatusCode);
        ServerEvents.Log.CallStop();
    }
}
