using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Grpc.Net.Client.Tests.Support;

/// <summary>What a test's server writes and reads, byte by byte.</summary>
internal static class Raw
{
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    public static byte[] Message(string text) => Message(Encoding.UTF8.GetBytes(text));

    public static byte[] Message(byte[] payload, byte flag = 0)
    {
        var message = new byte[5 + payload.Length];
        message[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(1), (uint)payload.Length);
        payload.CopyTo(message, 5);
        return message;
    }

    /// <summary>Headers of a gRPC response.</summary>
    public static void Accept(this HttpContext call)
    {
        call.Response.ContentType = "application/grpc";
        call.Response.DeclareTrailer("grpc-status");
    }

    public static void End(this HttpContext call, int status = 0, string? message = null)
    {
        call.Response.AppendTrailer("grpc-status", status.ToString());
        if (message is not null)
            call.Response.AppendTrailer("grpc-message", message);
    }

    public static async Task WriteAsync(this HttpContext call, params byte[] bytes)
    {
        await call.Response.Body.WriteAsync(bytes);
        await call.Response.Body.FlushAsync();
    }

    /// <summary>Answers with these messages and status OK.</summary>
    public static async Task AnswerAsync(this HttpContext call, params string[] messages)
    {
        call.Accept();
        foreach (var message in messages)
            await call.WriteAsync(Message(message));
        call.End();
    }

    /// <summary>Only headers, which have the status already.</summary>
    public static void Refuse(this HttpContext call, int status, string? message = null)
    {
        call.Response.ContentType = "application/grpc";
        call.Response.Headers["grpc-status"] = status.ToString();
        if (message is not null)
            call.Response.Headers["grpc-message"] = message;
    }

    /// <summary>The next request: flag and payload; null at the end.</summary>
    public static async Task<(byte Flag, byte[] Payload)?> ReadAsync(this HttpContext call)
    {
        var header = new byte[5];
        var read = await call.Request.Body.ReadAtLeastAsync(header, 5, throwOnEndOfStream: false);
        if (read == 0)
            return null;
        var payload = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1))];
        await call.Request.Body.ReadExactlyAsync(payload);
        return (header[0], payload);
    }

    public static async Task<string?> ReadTextAsync(this HttpContext call) => await call.ReadAsync() is var (_, payload) ? Encoding.UTF8.GetString(payload) : null;
}
