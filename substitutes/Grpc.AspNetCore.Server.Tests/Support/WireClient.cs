using System.Net;
using Grpc.AspNetCore.Server.Tests.Protos;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>A client that knows only HTTP/2 and sees what is on the wire.</summary>
internal sealed class WireClient(HttpClient http)
{
    /// <summary>A call with all of its messages at once, read to its end.</summary>
    public Task<WireResponse> CallAsync(string method, Note note, params (string Name, string Value)[] headers) =>
        SendAsync(method, Frame.Of(note), headers);

    /// <summary>A call with one message; comes back when the headers of the response are there.</summary>
    public Task<WireCall> OpenAsync(string method, Note note, params (string Name, string Value)[] headers)
    {
        var content = new PushContent();
        content.Push(Frame.Of(note));
        content.End();
        return OpenAsync(method, content, headers);
    }

    public async Task<WireResponse> SendAsync(string method, byte[] body, params (string Name, string Value)[] headers)
    {
        var content = new PushContent();
        content.Push(body);
        content.End();
        using var call = await OpenAsync(method, content, headers);
        return await call.ReadToEndAsync();
    }

    /// <summary>A call whose messages are sent one by one; comes back when the headers of the response are there.</summary>
    public async Task<WireCall> OpenAsync(string method, PushContent content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/notes.Notes/{method}")
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TE.ParseAdd("trailers");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return new WireCall(await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience.Long));
    }

    public static Note Parse(byte[] message) => Note.Parser.ParseFrom(message);
}
