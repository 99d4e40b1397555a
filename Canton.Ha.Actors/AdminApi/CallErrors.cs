using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>
/// Ends calls that fail as the reference does: what a service throws becomes a status with details, and what nobody expected is told to the
/// operator in the log and to the client only by the name of its request.
/// </summary>
internal sealed class CallErrors(AdminNode node) : Interceptor
{
    private static readonly string[] AlsoTrailers = [AdminErrors.ActiveReplica, AdminErrors.ActiveAdminAddress];

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        AnswerAsync(() => continuation(request, context), context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        AnswerAsync(() => Finished(continuation(request, responseStream, context)), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        AnswerAsync(() => Finished(continuation(requestStream, responseStream, context)), context);

    private static async Task<bool> Finished(Task stream)
    {
        await stream;
        return true;
    }

    private async Task<T> AnswerAsync<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is not (RpcException or OutOfMemoryException))
        {
            throw Encoded(e, context);
        }
    }

    private RpcException Encoded(Exception cause, ServerCallContext context)
    {
        if (context.CancellationToken.IsCancellationRequested && cause is not CantonErrorException)
            return new RpcException(new Grpc.Core.Status(StatusCode.Cancelled, "The client has given up."));

        var request = RequestName.Traced(RequestName.TraceIdFrom(context.RequestHeaders.GetValue("traceparent")), node.Name);
        var error = ErrorFor(cause, context);
        if (error.Code == AdminErrors.InternalError && node.HasStarted)
            node.Actors.Log.Error(cause, "{0} failed, request {1}: {2}", context.Method, request.TraceId, cause.Message);
        return error.ToRpcException(request, error.Facts.Where(fact => AlsoTrailers.Contains(fact.Key)));
    }

    private CantonError ErrorFor(Exception cause, ServerCallContext context) => cause switch
    {
        CantonErrorException known => known.Error,
        AskTimeoutException => new CantonError(AdminErrors.RequestTimeOut, $"{node.Name} has not answered {context.Method} in time; look at its status."),
        _ when StorageTrouble.IsCauseOf(cause) => AdminErrors.NoStorage(node.Name, cause),
        _ => new CantonError(AdminErrors.InternalError, cause.Message),
    };
}
