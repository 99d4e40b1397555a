using Grpc.Core;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A stream without an end, heard on whichever replica is active and resumed after the last offset.</summary>
/// <param name="client">Who hears it.</param>
/// <param name="open">Begins to read after an offset.</param>
/// <param name="read">The offset of a response, and what it has beside.</param>
internal sealed class LedgerTail<TResponse, TItem>(
    LedgerClient client,
    Func<ChannelBase, long, CancellationToken, AsyncServerStreamingCall<TResponse>> open,
    Func<TResponse, (long Offset, TItem? Item)> read)
    where TItem : class
{
    private readonly List<TItem> _heard = [];
    private long _offset;
    private int _streams;

    /// <summary>How many streams it has heard something from.</summary>
    public int Streams => _streams;

    /// <summary>What it has heard so far, in that order.</summary>
    public IReadOnlyList<TItem> Heard
    {
        get
        {
            lock (_heard)
                return [.. _heard];
        }
    }

    /// <summary>Hears until it is stopped.</summary>
    public Task ListenAsync(Action<TItem> hear, CancellationToken stop) => client.CallAsync<int>(
        async channel =>
        {
            using var call = open(channel, _offset, stop);
            for (var isFirst = true; await call.ResponseStream.MoveNext(stop); isFirst = false)
            {
                _streams += isFirst ? 1 : 0;
                Hear(call.ResponseStream.Current, hear);
            }

            throw new InvalidOperationException("A stream that has no end has ended.");
        },
        stop);

    private void Hear(TResponse response, Action<TItem> hear)
    {
        var (offset, item) = read(response);
        if (item is null ? offset < _offset : offset <= _offset)
            throw new InvalidOperationException($"Offset {offset} came after {_offset}: {response}");

        _offset = offset;
        if (item is null)
            return;

        lock (_heard)
            _heard.Add(item);
        hear(item);
    }
}
