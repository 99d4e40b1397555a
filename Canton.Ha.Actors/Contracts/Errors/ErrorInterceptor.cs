using Canton.Ha.Actors.Contracts.Serving;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Canton.Ha.Actors.Contracts.Errors;

/// <summary>
/// Ends calls that fail as the reference does: what a service throws becomes a status with details, and what only the operator may know is told to the
/// operator and to the client only by the name of its request. Each API says what its exceptions mean.
/// </summary>
internal abstract class ErrorInterceptor : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        UnreadRequests.Read(context);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (IsToBeEncoded(e))
        {
            throw Encoded(e, request, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        UnreadRequests.Read(context);
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (IsToBeEncoded(e))
        {
            throw Encoded(e, request, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        UnreadRequests.Read(context);
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (InvalidProtocolBufferException)
        {
            throw CommonErrors.NotRead(typeof(TRequest).Name).ToRpcException(NameOf(requestStream, context));
        }
        catch (Exception e) when (IsToBeEncoded(e))
        {
            throw Encoded(e, requestStream, context);
        }
    }

    /// <summary>What an exception means to a client.</summary>
    protected abstract CantonError ErrorFor(Exception cause, object request, ServerCallContext context);

    /// <summary>By what the request is found again.</summary>
    /// <param name="request">The message; the stream of messages where there are several.</param>
    /// <param name="context">The call.</param>
    protected abstract RequestName NameOf(object request, ServerCallContext context);

    /// <summary>Tells the operator what the client is not told.</summary>
    protected virtual void Report(Exception cause, ServerCallContext context, RequestName request)
    {
    }

    /// <summary>Facts that are also sent as trailers of their own.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> TrailersOf(CantonError error) => [];

    /// <summary>Whether a service may end a call with this status as it is.</summary>
    protected virtual bool MayPass(RpcException status) => true;

    private bool IsToBeEncoded(Exception cause) => cause is not OutOfMemoryException && !(cause is RpcException status && MayPass(status));

    private RpcException Encoded(Exception cause, object request, ServerCallContext context)
    {
        if (context.CancellationToken.IsCancellationRequested && cause is not CantonErrorException)
            return new RpcException(new Status(StatusCode.Cancelled, "The client has given up."));

        var name = NameOf(request, context);
        var error = ErrorFor(cause, request, context);
        if (error.Code.Category.IsRedacted)
            Report(cause, context, name);
        return error.ToRpcException(name, TrailersOf(error));
    }
}
