using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Tests.Protos;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>A message as it stands on the wire: flag, length, bytes.</summary>
internal static class Frame
{
    public const int HeaderSize = 5;

    public static byte[] Of(Note note) => Of(note.ToByteArray());

    public static byte[] Of(byte[] message, byte flag = 0)
    {
        var frame = new byte[HeaderSize + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, HeaderSize);
        return frame;
    }

    public static int LengthIn(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt32BigEndian(header[1..]);
}
