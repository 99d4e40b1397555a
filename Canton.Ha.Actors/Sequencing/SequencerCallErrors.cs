using System.Data.Common;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Storage;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Ends calls that fail with a status and details, so that a member can decide what to do.</summary>
internal sealed class SequencerCallErrors(SequencerName name) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is not (RpcException or OutOfMemoryException))
        {
            throw Encoded(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not (RpcException or OutOfMemoryException))
        {
            throw Encoded(e, context);
        }
    }

    private RpcException Encoded(Exception cause, ServerCallContext context)
    {
        if (context.CancellationToken.IsCancellationRequested && cause is not CantonErrorException)
            return new RpcException(new Status(StatusCode.Cancelled, "The client has given up."));

        var traceId = RequestName.TraceIdFrom(context.RequestHeaders.GetValue("traceparent"));
        return ErrorFor(cause).ToRpcException(RequestName.Traced(traceId, name.Replica));
    }

    private CantonError ErrorFor(Exception cause) => cause switch
    {
        CantonErrorException known => known.Error,
        SequencerOverloadedException => new CantonError(SequencerErrors.Overloaded, $"{cause.Message} Try again later."),
        SequencerClosedException or NotActiveException or OperationCanceledException => SequencerErrors.Ceased(name.Replica),
        EventsPrunedException => new CantonError(SequencerErrors.EventsPruned, cause.Message),
        DbException or TimeoutException or IOException =>
            new CantonError(SequencerErrors.StorageUnavailable, $"{name.Replica} cannot read from its database: {cause.Message}"),
        _ => new CantonError(SequencerErrors.InternalError, cause.Message),
    };
}

/// <summary>Who answers.</summary>
/// <param name="Replica">Name of the replica.</param>
/// <param name="Synchronizer">Identity of the synchronizer, alike in all its replicas.</param>
internal sealed record SequencerName(string Replica, string Synchronizer);
