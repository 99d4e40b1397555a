using System.Buffers.Binary;
using System.Text;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>HTTP/2 by hand, so that it can be written wrongly.</summary>
internal static class HttpTwo
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Settings = 4;

    public const byte EndStream = 0x1;
    public const byte EndHeaders = 0x4;

    private static readonly byte[] Preface = Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    /// <summary>What a client says first: the preface and empty settings.</summary>
    public static byte[] Hello => [.. Preface, .. Frame(Settings, 0, 0, [])];

    public static byte[] Frame(byte type, byte flags, int stream, byte[] payload) => Frame(type, flags, stream, payload, payload.Length);

    /// <summary>A frame that claims to have a length.</summary>
    public static byte[] Frame(byte type, byte flags, int stream, byte[] payload, int length)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)length);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    /// <summary>Request headers as literals, without compression.</summary>
    public static byte[] RequestHeaders(string path, string contentType) =>
    [
        .. Literal(":method", "POST"), .. Literal(":scheme", "http"), .. Literal(":path", path), .. Literal(":authority", "localhost"),
        .. Literal("content-type", contentType), .. Literal("te", "trailers"),
    ];

    /// <summary>A gRPC message with its prefix, which claims to have a length.</summary>
    public static byte[] Message(byte[] payload, uint length)
    {
        var message = new byte[5 + payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(1), length);
        payload.CopyTo(message, 5);
        return message;
    }

    private static byte[] Literal(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)Math.Min(value.Length, 126), .. Encoding.ASCII.GetBytes(value[..Math.Min(value.Length, 126)])];
}
