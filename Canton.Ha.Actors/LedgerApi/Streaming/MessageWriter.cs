using Canton.Ha.Actors.Ledger.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi.Streaming;

/// <summary>
/// Writes messages to a client, and hands them to the connection together as far as they come together: many are small, and handing over costs more than
/// writing. The last one is kept back until another comes or <see cref="FlushAsync"/> is called.
/// </summary>
/// <param name="stream">To whom.</param>
/// <param name="closing">Fires when nobody may write on; a client that takes nothing cannot hold that up.</param>
internal sealed class MessageWriter<T>(IServerStreamWriter<T> stream, CancellationToken closing)
    where T : class, IMessage
{
    private const int TogetherMax = 32 * 1024;

    private static readonly WriteOptions s_withMore = new(WriteFlags.BufferHint);

    private T? _kept;
    private int _together;

    /// <summary>Returns when the client may get another one.</summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">The ledger closes.</exception>
    public ValueTask WriteAsync(T message)
    {
        var before = _kept;
        _kept = message;
        if (before is null)
            return ValueTask.CompletedTask;

        _together += before.CalculateSize();
        return _together < TogetherMax ? WriteAsync(before, s_withMore) : HandOverAsync(before);
    }

    /// <summary>The connection has taken everything, or will without being asked.</summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">The ledger closes.</exception>
    public ValueTask FlushAsync()
    {
        var last = _kept;
        _kept = null;
        return last is null ? ValueTask.CompletedTask : HandOverAsync(last);
    }

    private ValueTask HandOverAsync(T last)
    {
        _together = 0;
        return WriteAsync(last, WriteOptions.Default);
    }

    private ValueTask WriteAsync(T message, WriteOptions options)
    {
        stream.WriteOptions = options;
        var writing = stream.WriteAsync(message);
        return writing.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(WaitAsync(writing));
    }

    /// <summary>A write that is cancelled takes the whole call with it, and no status would tell the client why: so it is left alone.</summary>
    private async Task WaitAsync(Task writing)
    {
        try
        {
            await writing.WaitAsync(closing);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            throw ClosingErrors.AbortedDueToShutdown();
        }
    }
}
