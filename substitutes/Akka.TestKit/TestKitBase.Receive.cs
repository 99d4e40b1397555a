using Akka.Event;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message; null if none comes in time (the default as it is, if no time is given).</summary>
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        ReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>The next message; null if none comes in time (the default as it is, if no time is given).</summary>
    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryReceiveOneAsync(max, cancellationToken);
        return success ? envelope.Message : null;
    }

    /// <summary>The next message with its sender; returns whether one came in time.</summary>
    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        (var success, envelope) = TryReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();
        return success;
    }

    /// <summary>The next message with its sender, and whether one came in time.</summary>
    public ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default) =>
        NextAsync(take: true, GetTimeoutOrDefault(max), cancellationToken);

    /// <summary>The next message, which stays; null if none comes in time (the default as it is, if no time is given).</summary>
    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        PeekOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>The next message, which stays; waits for as long as it takes.</summary>
    public object PeekOne(CancellationToken cancellationToken) => PeekOneAsync(cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>The next message, which stays; null if none comes in time (the default as it is, if no time is given).</summary>
    public async ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryPeekOneAsync(max, cancellationToken);
        return success ? envelope.Message : null;
    }

    /// <summary>The next message, which stays; waits for as long as it takes.</summary>
    public ValueTask<object> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The next message with its sender, which stays; returns whether one came in time.</summary>
    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        (var success, envelope) = TryPeekOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();
        return success;
    }

    /// <summary>The next message with its sender, which stays, and whether one came in time.</summary>
    public ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken) =>
        NextAsync(take: false, GetTimeoutOrDefault(max), cancellationToken);

    /// <summary>A number of messages, in all within what is left of the Within block or the default.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ListOf(ReceiveNAsync(numberOfMessages, cancellationToken));

    /// <summary>A number of messages, in all within a dilated time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ListOf(ReceiveNAsync(numberOfMessages, max, cancellationToken));

    /// <summary>A number of messages, in all within what is left of the Within block or the default.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        MessagesAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>A number of messages, in all within a dilated time.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        Internal.TimeSpanExtensions.EnsureIsPositiveFinite(max, nameof(max));
        return MessagesAsync(numberOfMessages, Dilated(max), cancellationToken);
    }

    private static List<T> ListOf<T>(IAsyncEnumerable<T> items) => items.ToListAsync().AsTask().GetAwaiter().GetResult();

    private async IAsyncEnumerable<object> MessagesAsync(
        int count, TimeSpan max, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = Now;
        for (var received = 0; received < count; received++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = await ReceiveOneAsync(start + max - Now, cancellationToken);
            _assertions.AssertTrue(
                message is not null, "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.", max, count, received, Now - start);
            yield return message;
        }
    }

    /// <summary>The head of the queue, taken or not. Zero does not wait, infinite waits for ever, anything else negative is over already.</summary>
    private async ValueTask<(bool Success, MessageEnvelope Envelope)> NextAsync(bool take, TimeSpan max, CancellationToken cancellationToken)
    {
        var start = Now;
        if (max == Timeout.InfiniteTimeSpan)
            Log.Warning("Waiting for a message with infinite timeout! Will wait indefinitely!");
        var success = (max >= TimeSpan.Zero || max == Timeout.InfiniteTimeSpan) && await HasNextAsync(max, cancellationToken);
        MessageEnvelope envelope = null;
        success = success && (take ? _queue.Reader.TryRead(out envelope) : _queue.Reader.TryPeek(out envelope));
        _endedByWaiting = false;
        _last = envelope ?? NullMessageEnvelope.Instance;
        Trace(success ? "Got a message after {0}." : "Got no message after {0}.", Now - start);
        return (success, _last);
    }

    private async ValueTask<bool> HasNextAsync(TimeSpan max, CancellationToken cancellationToken)
    {
        if (_queue.Reader.TryPeek(out _) || max == TimeSpan.Zero)
            return true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(max);
        try
        {
            return await _queue.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Trace(string format, params object[] args)
    {
        if (TestKitSettings.LogTestKitCalls)
            Log.Debug(format, args);
    }
}
