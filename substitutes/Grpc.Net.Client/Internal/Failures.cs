using System.Net.Sockets;
using System.Text;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>The status that an exception of the transport makes.</summary>
internal static class Failures
{
    public static Status StatusOf(string summary, Exception cause) => new(CodeOf(cause), $"{summary} {Described(cause)}", cause);

    /// <summary>What the protocol says outweighs that the connection broke.</summary>
    public static StatusCode CodeOf(Exception cause)
    {
        StatusCode? byProtocol = null;
        var isOfConnection = false;
        for (var current = cause; current is not null; current = current.InnerException)
        {
            if (current is HttpProtocolException protocol)
                byProtocol = CodeOf(protocol.ErrorCode);
            else if (current is SocketException or IOException)
                isOfConnection = true;
        }

        return byProtocol ?? (isOfConnection ? StatusCode.Unavailable : StatusCode.Internal);
    }

    /// <summary>Codes of RST_STREAM and GOAWAY, as the mapping of gRPC over HTTP/2 has them, and those of HTTP/3 that mean the same.</summary>
    private static StatusCode CodeOf(long errorCode) => errorCode switch
    {
        0x7 or 0x10b => StatusCode.Unavailable, // REFUSED_STREAM, H3_REQUEST_REJECTED
        0x8 or 0x10c => StatusCode.Cancelled, // CANCEL, H3_REQUEST_CANCELLED
        0xb or 0x107 => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM, H3_EXCESSIVE_LOAD
        0xc => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => StatusCode.Internal,
    };

    /// <summary>The exception and all that caused it, in words.</summary>
    private static string Described(Exception cause)
    {
        var text = new StringBuilder();
        for (var current = cause; current is not null; current = current.InnerException)
            text.Append(text.Length == 0 ? "" : " ").Append(current.GetType().Name).Append(": ").Append(current.Message);
        return text.ToString();
    }
}
