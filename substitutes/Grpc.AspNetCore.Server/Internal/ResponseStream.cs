using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Responses to a client, one after the other: the next may be written when the one before has been taken over by the connection.</summary>
internal sealed class ResponseStream<T>(ServerCall call, Action<T, SerializationContext> serializer) : IServerStreamWriter<T>, IDisposable
    where T : class
{
    private readonly PipeWriter _body = call.Http.Response.BodyWriter;
    private readonly CancellationToken _aborted = call.Http.RequestAborted;
    private Task _pending = Task.CompletedTask;
    private bool _isStarted;
    private bool _isOver;

    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (message is null)
            return Task.FromException(new ArgumentNullException(nameof(message)));

        return cancellationToken.CanBeCanceled ? WriteCancellableAsync(message, cancellationToken) : Write(message, cancellationToken);
    }

    /// <summary>The service has returned; what it left running can write no more.</summary>
    public void Dispose()
    {
        lock (call.Gate)
            _isOver = true;
    }

    /// <summary>A write that is given up cannot be taken back: the stream is reset.</summary>
    private async Task WriteCancellableAsync(T message, CancellationToken cancellation)
    {
        await using var registration = cancellation.UnsafeRegister(static call => ((ServerCall)call!).Cancel(), call);
        cancellation.ThrowIfCancellationRequested();
        await Write(message, cancellation);
    }

    private Task Write(T message, CancellationToken cancellation)
    {
        lock (call.Gate)
        {
            if (_isOver || _aborted.IsCancellationRequested || call.IsDeadlineExceeded)
                return Task.FromException(Over());
            if (!_pending.IsCompleted)
                return Task.FromException(new InvalidOperationException("Can't write the message because the previous write is in progress."));
            if (_isStarted)
                return _pending = WriteNow(message, cancellation);

            _isStarted = true;
            return _pending = call.Http.Response.HasStarted ? WriteNow(message, cancellation) : StartAsync(message, cancellation);
        }
    }

    private async Task StartAsync(T message, CancellationToken cancellation)
    {
        await call.Http.Response.StartAsync(cancellation);
        Task written;
        lock (call.Gate)
            written = _isOver || call.IsDeadlineExceeded ? throw Over() : WriteNow(message, cancellation);

        await written;
    }

    /// <summary>Serializes the message into the response, and lets the connection take it unless the service says that more comes at once.</summary>
    private Task WriteNow(T message, CancellationToken cancellation)
    {
        try
        {
            ServerLog.SendingMessage(call.Log);
            call.Outgoing.Write(_body, message, serializer);
            if ((call.WriteOptions?.Flags & WriteFlags.BufferHint) != WriteFlags.BufferHint)
            {
                var flushed = _body.FlushAsync(cancellation);
                if (!flushed.IsCompletedSuccessfully)
                    return WaitAsync(flushed, cancellation);
                ThrowIfAborted(flushed.Result, cancellation);
            }

            ResponseMessages.Sent(call);
            return Task.CompletedTask;
        }
        catch (Exception e)
        {
            return Task.FromException(Logged(e));
        }
    }

    private async Task WaitAsync(ValueTask<FlushResult> flushed, CancellationToken cancellation)
    {
        try
        {
            ThrowIfAborted(await flushed, cancellation);
            ResponseMessages.Sent(call);
        }
        catch (Exception e)
        {
            Logged(e);
            throw;
        }
    }

    /// <summary>The body does not say on its own that the request was aborted while it was waiting.</summary>
    private void ThrowIfAborted(FlushResult flushed, CancellationToken cancellation)
    {
        if (!flushed.IsCompleted && (_aborted.IsCancellationRequested || call.IsDeadlineExceeded || cancellation.IsCancellationRequested))
            throw new OperationCanceledException("Request aborted while sending the message.");
    }

    private Exception Logged(Exception e)
    {
        if (e is not OperationCanceledException)
            ServerLog.ErrorSendingMessage(call.Log, e);
        return e;
    }

    private static InvalidOperationException Over() => new("Can't write the message because the request is complete.");
}
