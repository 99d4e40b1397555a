using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

internal abstract partial class ClientCall
{
    public RpcException Failure(Status status) => new(status, ReadableTrailers() ?? Metadata.Empty);

    /// <summary>What the caller gets for a status other than OK.</summary>
    public Exception FailureOf(Status status) =>
        Channel.Settings.ThrowsOperationCanceled && status.StatusCode is StatusCode.DeadlineExceeded or StatusCode.Cancelled
            ? new OperationCanceledException()
            : Failure(status);

    /// <summary>What the caller gets for an exception on the way, and the status that this makes.</summary>
    public Exception Explain(string summary, Exception cause, CancellationToken used, out Status status)
    {
        switch (cause)
        {
            case OperationCanceledException cancelled:
                cause = WithCallersToken(cancelled, used);
                status = Outcome?.Status ?? new Status(StatusCode.Cancelled, "", cause);
                return Channel.Settings.ThrowsOperationCanceled ? cause : Failure(status);
            case RpcException rpc:
                status = rpc.Status;
                return _trailers is { } trailers && rpc.Trailers != trailers ? Failure(status) : rpc;
            // What breaks after the call has been given up breaks because of that.
            case Exception when Outcome is { IsComplete: false } ended:
                status = ended.Status;
                return FailureOf(status);
            default:
                status = Failures.StatusOf(summary, cause);
                // The server may cancel at the deadline before the own timer fires.
                if (status.StatusCode == StatusCode.Cancelled && _deadline is { HasPassed: true })
                    status = new Status(StatusCode.DeadlineExceeded, status.Detail, cause);
                return Failure(status);
        }
    }

    /// <summary>Ends the call for a cancellation, and says what the caller gets.</summary>
    public Exception Cancelled(OperationCanceledException cancelled, CancellationToken used)
    {
        var shown = WithCallersToken(cancelled, used);
        End(new Status(StatusCode.Cancelled, cancelled.Message, shown), isComplete: false);
        return Channel.Settings.ThrowsOperationCanceled ? shown : Failure(Outcome!.Status);
    }

    /// <summary>The token that was cancelled, by which the caller can tell whether it was his.</summary>
    public CancellationToken CallersToken(CancellationToken used) =>
        used.IsCancellationRequested ? used
        : Options.CancellationToken.IsCancellationRequested ? Options.CancellationToken
        : Stopped.IsCancellationRequested ? Stopped
        : CancellationToken.None;

    /// <summary>Throws with the stack trace that the exception has.</summary>
    [StackTraceHidden]
    protected static Exception Thrown(Exception shown)
    {
        ExceptionDispatchInfo.Throw(shown);
        return shown;
    }

    private OperationCanceledException WithCallersToken(OperationCanceledException cancelled, CancellationToken used)
    {
        var token = CallersToken(used);
        return token == Stopped ? cancelled : new OperationCanceledException(cancelled.Message, cancelled, token);
    }

    /// <summary>Trailers that cannot be read must not hide the status.</summary>
    private Metadata? ReadableTrailers()
    {
        try
        {
            return TrailersIfComplete();
        }
        catch (Exception e)
        {
            CallLog.ErrorParsingTrailers(Log, e);
            return null;
        }
    }
}
