using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The requests of a client, one after the other.</summary>
internal sealed class RequestStream<T>(ServerCall call, Func<DeserializationContext, T> deserializer) : IAsyncStreamReader<T>, IDisposable
    where T : class
{
    private readonly CancellationToken _aborted = call.Http.RequestAborted;
    private bool _isOver;

    public T Current { get; private set; } = null!;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<bool>(cancellationToken);
        if (_isOver || _aborted.IsCancellationRequested || call.IsDeadlineExceeded)
            return Task.FromException<bool>(new InvalidOperationException("Can't read messages after the request is complete."));

        // The message before may be garbage while the next one is not there yet.
        Current = null!;
        var next = RequestMessages.ReadNextAsync(call, deserializer, cancellationToken);
        return next.IsCompletedSuccessfully ? Task.FromResult(Take(next.Result)) : WaitAsync(next);
    }

    /// <summary>The service has returned; what it left running can read no more.</summary>
    public void Dispose() => _isOver = true;

    private async Task<bool> WaitAsync(ValueTask<T?> next) => Take(await next);

    private bool Take(T? message)
    {
        Current = message!;
        return message is not null;
    }
}
