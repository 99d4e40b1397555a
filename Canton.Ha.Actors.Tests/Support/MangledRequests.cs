using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Sends a gRPC server what no client should, chosen by a seed. How the server answers is its business.</summary>
internal sealed class MangledRequests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly int _port;
    private readonly IReadOnlyList<string> _paths;
    private readonly HttpClient _client;

    public MangledRequests(int port, IReadOnlyList<string> paths)
    {
        _port = port;
        _paths = paths;
        _client = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public void Dispose() => _client.Dispose();

    /// <summary>One try; returns when the server has had its say, or has kept silent for a while.</summary>
    public async Task SendAsync(int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            if (random.Next(2) == 0)
                await SendRawAsync(RawOf(random), limit.Token);
            else
                await SendRequestAsync(RequestOf(random), limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The server may end what it does not understand.
        }
    }

    private byte[] RawOf(Random random) => random.Next(8) switch
    {
        0 => Bytes(random, 300),
        1 => Encoding.ASCII.GetBytes($"POST {Path(random)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc\r\n\r\n"),
        2 => [.. HttpTwo.Hello, .. Bytes(random, 300)],
        3 => [.. HttpTwo.Hello, .. RandomFrames(random)],
        4 => [.. HttpTwo.Hello, .. Cut(random, [.. OpenedCall(random), .. HttpTwo.Frame(HttpTwo.Data, HttpTwo.EndStream, 1, HttpTwo.Message(Bytes(random, 100), 100))])],
        5 => [.. HttpTwo.Hello, .. OpenedCall(random), .. HttpTwo.Frame(HttpTwo.Data, HttpTwo.EndStream, 1, HttpTwo.Message(Bytes(random, 100), (uint)random.NextInt64(uint.MaxValue)))],
        6 => [.. HttpTwo.Hello, .. OpenedCall(random), .. HttpTwo.Frame(HttpTwo.Data, 0, 1, Bytes(random, 100), random.Next(1 << 24)), .. Bytes(random, 1000)],
        _ => [.. HttpTwo.Hello, .. HttpTwo.Frame(HttpTwo.Headers, HttpTwo.EndHeaders, 1, Bytes(random, 200)), .. RandomFrames(random)],
    };

    private HttpRequestMessage RequestOf(Random random)
    {
        var body = random.Next(4) switch
        {
            0 => Bytes(random, 500),
            1 => HttpTwo.Message(Bytes(random, 500), (uint)random.Next(0, 600)),
            2 => HttpTwo.Message(new byte[2 << 20], 2 << 20),
            _ => Message(Bytes(random, 60)),
        };
        var request = new HttpRequestMessage(random.Next(10) == 0 ? HttpMethod.Get : HttpMethod.Post, Path(random)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(random.Next(5) switch { 0 => "application/json", 1 => "application/grpc+xml", _ => "application/grpc" });
        if (random.Next(4) == 0)
            request.Headers.TryAddWithoutValidation("grpc-timeout", random.Next(2) == 0 ? "5m" : "soon");
        if (random.Next(4) == 0)
            request.Headers.TryAddWithoutValidation("grpc-encoding", random.Next(2) == 0 ? "gzip" : "nonsense");
        return request;
    }

    private async Task SendRawAsync(byte[] bytes, CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _port, cancellation);
        await socket.SendAsync(bytes, cancellation);
        socket.Shutdown(SocketShutdown.Send);
        var answer = new byte[4096];
        while (await socket.ReceiveAsync(answer, cancellation) > 0)
            continue;
    }

    private async Task SendRequestAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        using (await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation))
            return;
    }

    private byte[] OpenedCall(Random random) => HttpTwo.Frame(
        HttpTwo.Headers, HttpTwo.EndHeaders, 1, HttpTwo.RequestHeaders(Path(random), random.Next(5) == 0 ? "text/plain" : "application/grpc"));

    private static byte[] RandomFrames(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(1, 20))
            .SelectMany(_ => HttpTwo.Frame((byte)random.Next(12), (byte)random.Next(256), random.Next(4) * random.Next(1, 9), Bytes(random, 40))),
    ];

    private static byte[] Cut(Random random, byte[] bytes) => bytes[..random.Next(bytes.Length)];

    private static byte[] Message(byte[] payload) => HttpTwo.Message(payload, (uint)payload.Length);

    private string Path(Random random) => random.Next(5) switch
    {
        0 => $"/{Convert.ToHexString(Bytes(random, 20))}",
        1 => $"{_paths[random.Next(_paths.Count)]}x",
        _ => _paths[random.Next(_paths.Count)],
    };

    private static byte[] Bytes(Random random, int most)
    {
        var bytes = new byte[random.Next(most)];
        random.NextBytes(bytes);
        return bytes;
    }
}
