using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>A response that has ended.</summary>
internal sealed class WireResponse(HttpResponseMessage response, IReadOnlyList<(byte Flag, byte[] Bytes)> frames)
{
    public HttpResponseMessage Http => response;

    public IReadOnlyList<(byte Flag, byte[] Bytes)> Frames => frames;

    /// <summary>The messages, none of them compressed.</summary>
    public List<Note> Notes => [.. frames.Select(frame => WireClient.Parse(frame.Bytes))];

    /// <summary>Status and message stand in the headers: nothing else was sent.</summary>
    public bool IsTrailersOnly => response.Headers.Contains("grpc-status");

    public StatusCode Status => (StatusCode)int.Parse(Trailer("grpc-status") ?? "-1");

    /// <summary>The message of the status as it is on the wire, percent-encoded.</summary>
    public string? Message => Trailer("grpc-message");

    public string? Trailer(string name) => Values(name) is { } values ? string.Join("|", values) : null;

    public string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join("|", values) : null;

    private IEnumerable<string>? Values(string name)
    {
        var source = IsTrailersOnly ? response.Headers : response.TrailingHeaders;
        return source.TryGetValues(name, out var values) ? values : null;
    }
}
