using System.Collections.Concurrent;

namespace Grpc.Peers.Tests.Support;

/// <summary>Notes by which encodings requests and responses are compressed.</summary>
internal sealed class SeenEncodings() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<(string? Request, string? Response)> _all = new();

    public IEnumerable<(string? Request, string? Response)> All => _all;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        _all.Enqueue((Encoding(request.Headers), Encoding(response.Headers)));
        return response;
    }

    private static string? Encoding(System.Net.Http.Headers.HttpHeaders headers) =>
        headers.TryGetValues("grpc-encoding", out var values) ? values.Single() : null;
}
