using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The statuses that the server itself gives to calls.</summary>
internal static class Failures
{
    public static readonly Status DeadlineExceeded = new(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    public static RpcException ReadCancelled() => New(StatusCode.Internal, "Incoming message cancelled.");

    public static RpcException AdditionalData() => New(StatusCode.Internal, "Additional data after the message received.");

    public static RpcException IncompleteMessage() => New(StatusCode.Internal, "Incomplete message.");

    public static RpcException ReceivedTooMuch() => New(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.");

    public static RpcException SendingTooMuch() => New(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size.");

    public static RpcException CompressedWithoutEncoding() => New(StatusCode.Internal, "Request did not include grpc-encoding value with compressed message.");

    public static RpcException CompressedByIdentity() => New(StatusCode.Internal, "Request sent 'identity' grpc-encoding value with compressed message.");

    public static RpcException UnknownEncoding(string encoding, IEnumerable<string> known) =>
        New(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: {string.Join(", ", known)}");

    public static RpcException NoResponse() => New(StatusCode.Cancelled, "No message returned from method.");

    /// <summary>An exception of the service; what it says is told only if errors are to be detailed.</summary>
    public static Status Unexpected(Exception e, bool detailed)
    {
        const string Message = "Exception was thrown by handler.";
        return new Status(StatusCode.Unknown, detailed ? $"{Message} {string.Join(' ', Chain(e))}" : Message, e);
    }

    private static IEnumerable<string> Chain(Exception e)
    {
        for (var current = e; current is not null; current = current.InnerException)
            yield return $"{current.GetType().Name}: {current.Message}";
    }

    private static RpcException New(StatusCode code, string detail) => new(new Status(code, detail));
}
