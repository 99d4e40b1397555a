using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>
/// Lets calls in as long as the Ledger API is open. A call with one answer ends at the latest with the term, whatever it waits for; streams end by
/// themselves when the ledger they read closes, because nobody else knows when they write.
/// </summary>
internal sealed class Admission(ApiTerm term) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        term.Admit(context.Method);
        return continuation(request, context).WaitAsync(term.Over);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        term.Admit(context.Method);
        return continuation(request, responseStream, context);
    }

    /// <summary>Only reflection is such a stream, and it writes nothing without having been asked.</summary>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        term.Admit(context.Method);
        return continuation(requestStream, responseStream, context).WaitAsync(term.Closing);
    }
}
