using Grpc.AspNetCore.Server.Tests.Protos;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>A response whose messages arrive one by one.</summary>
internal sealed class WireCall(HttpResponseMessage response) : IDisposable
{
    public HttpResponseMessage Response => response;

    public string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    /// <summary>Flag and bytes of the next message; null at the end.</summary>
    public async Task<(byte Flag, byte[] Bytes)?> NextFrameAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        var body = await response.Content.ReadAsStreamAsync(patience.Token);
        var header = new byte[Frame.HeaderSize];
        if (await body.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, patience.Token) < header.Length)
            return null;

        var message = new byte[Frame.LengthIn(header)];
        await body.ReadExactlyAsync(message, patience.Token);
        return (header[0], message);
    }

    public async Task<Note?> NextAsync() => await NextFrameAsync() is { } frame ? WireClient.Parse(frame.Bytes) : null;

    public async Task<WireResponse> ReadToEndAsync()
    {
        var frames = new List<(byte Flag, byte[] Bytes)>();
        while (await NextFrameAsync() is { } frame)
            frames.Add(frame);
        return new WireResponse(response, frames);
    }

    public void Dispose() => response.Dispose();
}
