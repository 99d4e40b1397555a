namespace Grpc.Core;

/// <summary>Takes messages one by one; one write must be over before the next one starts.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How messages are written from now on; null for the default.</summary>
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    /// <summary>Writes with a token that ends the write, and the call with it.</summary>
    /// <exception cref="NotSupportedException">The writer does not know of cancellation, and the token can be cancelled.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("Cancellation of stream writes is not supported by this gRPC implementation.")
        : WriteAsync(message);
}
