using System.Net;

namespace Grpc.Net.Client.Internal;

/// <summary>The content of a call with one request.</summary>
internal sealed class OneRequestContent<TRequest, TResponse> : HttpContent
    where TRequest : class
    where TResponse : class
{
    private readonly ClientCall<TRequest, TResponse> _call;
    private readonly TRequest _request;

    public OneRequestContent(ClientCall<TRequest, TResponse> call, TRequest request)
    {
        _call = call;
        _request = request;
        Headers.ContentType = RequestHeaders.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _call.WriteAsync(stream, _request, _call.Options.WriteOptions);

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
