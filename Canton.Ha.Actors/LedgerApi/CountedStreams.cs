using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.LedgerApi.Security;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>
/// Bounds the streams there are at a time. It comes behind <see cref="LedgerAuthorization"/>, and what everybody may watch has places of its own, so that
/// nobody who is not known takes those of clients.
/// </summary>
internal sealed class CountedStreams(ApiTerm term, LedgerApiSettings settings) : Interceptor
{
    /// <summary>Most streams of methods that are open to everybody.</summary>
    public const int OpenMax = 100;

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        CountedAsync(context.Method, () => continuation(request, responseStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        CountedAsync(context.Method, () => continuation(requestStream, responseStream, context));

    private async Task CountedAsync(string method, Func<Task> stream)
    {
        var isOpen = LedgerRights.All.TryGetValue(method, out var right) && right.IsOpen;
        var places = isOpen ? term.OpenStreams : term.Streams;
        places.Take(isOpen ? OpenMax : settings.StreamsMax);
        try
        {
            await stream();
        }
        finally
        {
            places.GiveBack();
        }
    }
}
