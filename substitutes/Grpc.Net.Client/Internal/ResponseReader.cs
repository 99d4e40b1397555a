using System.Runtime.ExceptionServices;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Reads the responses of a call. What has come already is read without waiting and without a task of its own.</summary>
internal sealed class ResponseReader<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private static readonly Task<bool> Found = Task.FromResult(true);
    private static readonly Task<bool> AtEnd = Task.FromResult(false);

    private MessageReader<TResponse>? _messages;
    private int _isReading;

    public TResponse Current { get; private set; } = null!;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        call.ThrowIfDisposed();
        if (call.Outcome is { } outcome)
            return Ended(outcome);
        if (Interlocked.Exchange(ref _isReading, 1) == 1)
            return call.Outcome is { } ended ? Ended(ended) : Misused();

        try
        {
            if (cancellationToken.IsCancellationRequested || _messages is null || !_messages.TryRead(out var message))
                return WaitForNextAsync(cancellationToken);

            Current = message;
        }
        catch (Exception e)
        {
            CallLog.ErrorReadingMessage(call.Log, e);
            return Fail(e);
        }

        Stop();
        return Found;
    }

    /// <summary>Gives buffers back, unless somebody is reading into them: then he does.</summary>
    public void Abandon()
    {
        if (Interlocked.Exchange(ref _isReading, 1) == 0)
            _messages?.Release();
    }

    private async Task<bool> WaitForNextAsync(CancellationToken token)
    {
        using var scope = call.Scope();
        using var registration = call.CancelWith(token);
        try
        {
            return await ReadNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (call.Outcome is { IsComplete: true, Status.StatusCode: StatusCode.OK })
        {
            return false;
        }
        catch (Exception e)
        {
            ExceptionDispatchInfo.Throw(Failed(e, token));
            throw;
        }
        finally
        {
            Stop();
        }
    }

    private async ValueTask<bool> ReadNextAsync()
    {
        call.Stopped.ThrowIfCancellationRequested();
        // Whoever waits long must not hold the last message.
        Current = null!;
        _messages ??= await call.OpenAsync().ConfigureAwait(false);
        if (await _messages.ReadAsync().ConfigureAwait(false) is { } message)
        {
            Current = message;
            return true;
        }

        var status = call.EndOfResponse();
        return status.StatusCode == StatusCode.OK ? false : throw call.FailureOf(status);
    }

    private Task<bool> Fail(Exception cause)
    {
        var shown = Failed(cause, CancellationToken.None);
        Stop();
        return Task.FromException<bool>(shown);
    }

    /// <summary>The call may end at any moment: the flag goes first, so that either this sees the end or the end sees that nobody reads.</summary>
    private void Stop()
    {
        Interlocked.Exchange(ref _isReading, 0);
        if (call.Outcome is not null)
            Abandon();
    }

    private Exception Failed(Exception cause, CancellationToken token)
    {
        if (cause is OperationCanceledException cancelled)
            return call.Outcome is { IsComplete: true, Status: { StatusCode: not (StatusCode.DeadlineExceeded or StatusCode.Cancelled) } status }
                ? call.Failure(status)
                : call.Cancelled(cancelled, token);

        var shown = call.Explain("Error reading next message.", cause, CancellationToken.None, out var known);
        call.End(known, isComplete: false);
        return shown;
    }

    private Task<bool> Ended(Outcome outcome)
    {
        if (call.Stopped.IsCancellationRequested && call.Channel.Settings.ThrowsOperationCanceled)
            return Task.FromCanceled<bool>(call.CallersToken(CancellationToken.None));

        return outcome is { IsComplete: true, Status.StatusCode: StatusCode.OK } ? AtEnd : Task.FromException<bool>(call.Failure(outcome.Status));
    }

    private Task<bool> Misused()
    {
        var error = new InvalidOperationException("Can't read the next message because the previous read is still in progress.");
        CallLog.ReadMessageError(call.Log, error);
        return Task.FromException<bool>(error);
    }
}
