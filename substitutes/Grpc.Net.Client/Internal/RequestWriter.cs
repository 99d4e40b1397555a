using System.Runtime.ExceptionServices;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Internal;

/// <summary>Writes the requests of a call to the stream of its content, as soon as that is there.</summary>
internal sealed class RequestWriter<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Continues at once, so that the end of the stream is on its way when <see cref="CompleteAsync"/> returns: a call that is disposed
    /// right after that must not be reset.</summary>
    private readonly TaskCompletionSource _completed = new();

    private readonly Lock _lock = new();
    private Task _write = Task.CompletedTask;
    private bool _isCompleted;

    public WriteOptions? WriteOptions { get; set; } = call.Options.WriteOptions;

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var scope = call.Scope();
        using var registration = call.CancelWith(cancellationToken);
        await StartWrite(message, cancellationToken).ConfigureAwait(false);
    }

    public Task CompleteAsync()
    {
        call.ThrowIfDisposed();
        CallLog.CompletingClientStream(call.Log);
        lock (_lock)
        {
            if (!_write.IsCompleted)
                return Misused("Can't complete the client stream writer because the previous write is in progress.", CallLog.CompleteClientStreamError);
            _isCompleted = true;
        }

        _completed.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Lets requests be written to the stream, until there are no more or the call has ended.</summary>
    public Task LendAsync(Stream stream)
    {
        _stream.TrySetResult(stream);
        return _completed.Task;
    }

    /// <summary>The call has ended: nothing can be written any more.</summary>
    public void Abandon()
    {
        _stream.TrySetCanceled();
        _completed.TrySetCanceled();
    }

    private Task StartWrite(TRequest message, CancellationToken token)
    {
        call.ThrowIfDisposed();
        lock (_lock)
        {
            if (_isCompleted)
                return Misused("Request stream has already been completed.", CallLog.WriteMessageError);
            if (call.Outcome is { } outcome)
                return Ended(outcome, token);
            if (!_write.IsCompleted)
                return Misused("Can't write the message because the previous write is in progress.", CallLog.WriteMessageError);

            return _write = WriteCoreAsync(message, token);
        }
    }

    private async Task WriteCoreAsync(TRequest message, CancellationToken token)
    {
        try
        {
            var stream = await _stream.Task.ConfigureAwait(false);
            await call.WriteAsync(stream, message, WriteOptions).ConfigureAwait(false);
            await stream.FlushAsync(call.Stopped).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            // Does not end the call: a server that wants no more requests ends the stream of them, and its status is still to be read. A token ends the call by itself.
            ExceptionDispatchInfo.Throw(call.Explain("Error writing message.", e, token, out _));
        }
    }

    private Task Ended(Outcome outcome, CancellationToken token)
    {
        var isGivenUp = outcome.Status.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded;
        return isGivenUp && call.Stopped.IsCancellationRequested && call.Channel.Settings.ThrowsOperationCanceled
            ? Task.FromCanceled(call.CallersToken(token))
            : Task.FromException(call.Failure(outcome.Status));
    }

    private Task Misused(string message, Action<ILogger, Exception> log)
    {
        var error = new InvalidOperationException(message);
        log(call.Log, error);
        return Task.FromException(error);
    }
}
