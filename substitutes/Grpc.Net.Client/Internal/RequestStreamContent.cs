using System.Net;

namespace Grpc.Net.Client.Internal;

/// <summary>The content of a call with any number of requests: lends its stream to the writer until that has completed.</summary>
internal sealed class RequestStreamContent<TRequest, TResponse> : HttpContent
    where TRequest : class
    where TResponse : class
{
    private readonly RequestWriter<TRequest, TResponse> _requests;

    public RequestStreamContent(RequestWriter<TRequest, TResponse> requests)
    {
        _requests = requests;
        Headers.ContentType = RequestHeaders.ContentType;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // The server is to know of the call before the first request is written.
        await stream.FlushAsync().ConfigureAwait(false);
        await _requests.LendAsync(stream).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
