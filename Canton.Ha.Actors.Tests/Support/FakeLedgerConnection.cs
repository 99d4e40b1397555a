using System.Threading.Channels;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The ledger's end of a connection to a synchronizer: keeps what is delivered for the test to see.</summary>
internal sealed class FakeLedgerConnection(ISequencerLink link) : ILedgerConnection
{
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ISequencerLink Link => link;

    public Channel<SequencedBatch> Delivered { get; } = Channel.CreateUnbounded<SequencedBatch>();

    public long FirstCounter { get; init; } = 1;

    public long Written { get; set; }

    public Task Broken => _broken.Task;

    public bool IsEnded { get; private set; }

    public void Break(string why) => _broken.SetException(new SequencerLinkException(why));

    public ValueTask AddAsync(SequencedBatch batch, CancellationToken cancellation) => Delivered.Writer.WriteAsync(batch, cancellation);

    /// <summary>The next events, after batches without any.</summary>
    public async Task<IReadOnlyList<SequencedEvent>> NextAsync()
    {
        using var limit = new CancellationTokenSource(Bounds.Takeover);
        while (await Delivered.Reader.ReadAsync(limit.Token) is var batch)
            if (batch.Events.Length > 0)
                return batch.Events;
        throw new InvalidOperationException("Nothing was delivered.");
    }

    public ValueTask DisposeAsync()
    {
        IsEnded = true;
        return ValueTask.CompletedTask;
    }
}
