using System.Net.Sockets;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>A client that says hello in HTTP/2, answers nothing, and sees frames.</summary>
internal sealed class RawConnection : IDisposable
{
    private const int FrameHeaderSize = 9;
    private static readonly byte[] EmptySettings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    private readonly TcpClient _socket;

    private RawConnection(TcpClient socket) => _socket = socket;

    public static async Task<RawConnection> OpenAsync(Uri server)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port);
        await socket.GetStream().WriteAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. EmptySettings]);
        return new RawConnection(socket);
    }

    /// <summary>The payload of the next frame of a type, past all others; null when the connection has ended.</summary>
    public async Task<byte[]?> FrameAsync(byte type)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        var stream = _socket.GetStream();
        var header = new byte[FrameHeaderSize];
        while (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, patience.Token) == header.Length)
        {
            var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
            await stream.ReadExactlyAsync(payload, patience.Token);
            if (header[3] == type)
                return payload;
        }

        return null;
    }

    public void Dispose() => _socket.Dispose();
}
