using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace Canton.Ha.Actors.Contracts.Errors;

/// <summary>Carries errors over gRPC: the status with its message, and the details in the trailer <c>grpc-status-details-bin</c>.</summary>
public static class ErrorTrailers
{
    /// <summary>Name of the trailer that carries the serialised <see cref="Google.Rpc.Status"/>.</summary>
    public const string Details = "grpc-status-details-bin";

    /// <summary>The exception that ends a call with <paramref name="error"/>.</summary>
    /// <param name="error">Which error.</param>
    /// <param name="request">The request that it answers.</param>
    /// <param name="trailers">Facts that are also sent as trailers of their own, by name; printable ASCII.</param>
    public static RpcException ToRpcException(this CantonError error, RequestName request, params IEnumerable<KeyValuePair<string, string>> trailers) =>
        ErrorStatus.Of(error, request).ToRpcException(trailers);

    /// <summary>The exception that ends a call with an error that was encoded before, such as that of a rejected completion.</summary>
    /// <param name="encoded">The error.</param>
    /// <param name="trailers">Facts that are also sent as trailers of their own, by name; printable ASCII.</param>
    public static RpcException ToRpcException(this Google.Rpc.Status encoded, params IEnumerable<KeyValuePair<string, string>> trailers)
    {
        var sent = new Metadata { { Details, encoded.ToByteArray() } };
        foreach (var (name, value) in trailers)
            sent.Add(name, value);
        return new RpcException(new Status((StatusCode)encoded.Code, encoded.Message), sent);
    }

    /// <summary>What a failed call says of its error; null if it says nothing, or nothing that can be read.</summary>
    public static ErrorInfo? InfoOf(RpcException failure) => DetailOf<ErrorInfo>(failure);

    /// <summary>After how long a failed call says that it may be tried again; null if it does not say.</summary>
    public static TimeSpan? RetryDelayOf(RpcException failure) => DetailOf<RetryInfo>(failure)?.RetryDelay?.ToTimeSpan();

    private static T? DetailOf<T>(RpcException failure)
        where T : class, IMessage, new()
    {
        try
        {
            var details = failure.Trailers.GetValueBytes(Details);
            var status = details is null ? null : Google.Rpc.Status.Parser.ParseFrom(details);
            return status?.Details.FirstOrDefault(detail => detail.Is(new T().Descriptor))?.Unpack<T>();
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
