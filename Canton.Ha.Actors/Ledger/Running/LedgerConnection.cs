using System.Collections.Immutable;
using System.Threading.Channels;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>One connection to a synchronizer: sends what is put into it, a batch after the other, and breaks when that fails.</summary>
internal sealed class LedgerConnection : ILedgerConnection
{
    /// <summary>Most messages of one call to a sequencer.</summary>
    private const int MessagesMax = 1000;

    /// <summary>A call with more bytes has one message; a message with its envelopes is never larger.</summary>
    private const long BytesMax = LedgerLimits.TransactionBytesMax;

    private readonly ISequencerLink _link;
    private readonly LedgerConnections _connections;
    private readonly Channel<InFlightMessage> _outgoing = Channel.CreateUnbounded<InFlightMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lazy<Task> _sending;

    /// <param name="link">Sends.</param>
    /// <param name="connections">Takes what is delivered.</param>
    /// <param name="firstCounter">From this counter on events are taken.</param>
    public LedgerConnection(ISequencerLink link, LedgerConnections connections, long firstCounter)
    {
        (_link, _connections, FirstCounter) = (link, connections, firstCounter);
        _sending = new Lazy<Task>(SendAllAsync);
    }

    public string Synchronizer => _link.Synchronizer;

    public long FirstCounter { get; }

    public long Written => _connections.WrittenOf(Synchronizer);

    public Task Broken => _broken.Task;

    public ValueTask AddAsync(SequencedBatch batch, CancellationToken cancellation) => _connections.AddAsync(this, batch, cancellation);

    /// <summary>From now on messages are sent.</summary>
    public void Start() => _ = _sending.Value;

    /// <summary>Has a message sent, in the order of the calls; without effect when the connection is broken. As many wait as are under way.</summary>
    public void Send(InFlightMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>It is of no use any more.</summary>
    public void Break(SequencerLinkException why)
    {
        if (!_broken.TrySetException(why))
            return;

        _ = _broken.Task.Exception; // Nobody may be waiting.
        _outgoing.Writer.TryComplete();
        _ended.Cancel();
        _connections.Ended(this);
    }

    public async ValueTask DisposeAsync()
    {
        Break(new SequencerLinkException($"The connection to {Synchronizer} was ended."));
        await _sending.Value;
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync(_ended.Token))
                await _connections.SendAsync(_link, NextBatch(), _ended.Token);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Whatever was on its way is sent again over the next connection.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Break(e as SequencerLinkException ?? new SequencerLinkException($"Messages to {Synchronizer} cannot be sent: {e.Message}", e));
        }
    }

    private ImmutableArray<V1.Outgoing> NextBatch()
    {
        var batch = ImmutableArray.CreateBuilder<V1.Outgoing>();
        var bytes = 0L;
        while (batch.Count < MessagesMax && _outgoing.Reader.TryPeek(out var next) && (batch.Count == 0 || bytes + next.Size <= BytesMax))
        {
            bytes += next.Size;
            batch.Add(next.Outgoing);
            _outgoing.Reader.TryRead(out _);
        }

        return batch.DrainToImmutable();
    }
}
