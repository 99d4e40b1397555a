using System.Threading.Channels;
using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>A bounded buffer between an actor, which fills it and never waits, and one call, which empties it as fast as its client reads.</summary>
internal abstract class BoundedBuffer<T>
{
    private readonly Channel<T> _waiting;
    private readonly TaskCompletionSource _dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="capacity">How much may wait.</param>
    /// <param name="whenFull">What becomes of one more.</param>
    protected BoundedBuffer(int capacity, BoundedChannelFullMode whenFull) =>
        _waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity)
        {
            FullMode = whenFull,
            SingleReader = true,
            SingleWriter = true,
        });

    /// <summary>False when it is full.</summary>
    public bool TryPut(T message) => _waiting.Writer.TryWrite(message);

    /// <summary>Nothing more comes; what waits can still be read.</summary>
    public void End(CantonError why) => _waiting.Writer.TryComplete(new CantonErrorException(why));

    /// <summary>Nothing more comes, and what waits is of no use.</summary>
    public void Drop(CantonError why)
    {
        End(why);
        _dropped.TrySetException(new CantonErrorException(why));
    }

    /// <summary>Hands everything on until it has ended or was dropped, also while <paramref name="send"/> waits for a client that does not read.</summary>
    /// <exception cref="CantonErrorException">Why it has ended.</exception>
    public async Task DrainAsync(Func<T, Task> send, CancellationToken cancellation)
    {
        while (!_dropped.Task.IsCompleted && await _waiting.Reader.WaitToReadAsync(cancellation))
            while (!_dropped.Task.IsCompleted && _waiting.Reader.TryRead(out var message))
                await UnlessDroppedAsync(send(message));

        await _dropped.Task;
    }

    /// <summary>Waits for the next change.</summary>
    /// <exception cref="CantonErrorException">Why there will be none.</exception>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        await _waiting.Reader.WaitToReadAsync(cancellation);
        _waiting.Reader.TryRead(out _);
    }

    private async Task UnlessDroppedAsync(Task sending)
    {
        if (!sending.IsCompleted)
            await Task.WhenAny(sending, _dropped.Task);
        await (_dropped.Task.IsCompleted ? _dropped.Task : sending);
    }
}
