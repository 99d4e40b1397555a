using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Running;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A participant's link to a <see cref="LoopSynchronizer"/>, over which it sends and hears until it is cut or ended.</summary>
internal sealed class LoopLink : ISequencerLink, IAsyncDisposable
{
    private const int PageMax = 500;

    private readonly LoopSynchronizer _synchronizer;
    private readonly string _member;
    private readonly CancellationTokenSource _cut = new();
    private readonly Task _delivering;
    private volatile TaskCompletionSource? _held;

    public LoopLink(LoopSynchronizer synchronizer, ILedger ledger, string member)
    {
        (_synchronizer, _member) = (synchronizer, member);
        Connection = ledger.Connect(this);
        _delivering = DeliverAsync(Connection.FirstCounter - 1);
    }

    public ILedgerConnection Connection { get; }

    public string Alias => "loop";

    public string Synchronizer => _synchronizer.Id;

    /// <summary>Messages are sequenced, but the sender does not hear of it: to it the link is broken.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Messages do not arrive, although the sender is told that they did.</summary>
    public bool LosesMessages { get; set; }

    public Task SendAsync(ImmutableArray<V1.Outgoing> messages, CancellationToken cancellation)
    {
        if (_cut.IsCancellationRequested)
            throw new SequencerLinkException("The link is cut.");

        if (!LosesMessages)
            _synchronizer.Send(_member, messages);
        return LosesAnswers ? throw new SequencerLinkException("The answer is lost.") : Task.CompletedTask;
    }

    /// <summary>Nothing goes through any more.</summary>
    public void Cut()
    {
        _cut.Cancel();
        Release();
    }

    /// <summary>What is sequenced from now on is delivered after <see cref="Release"/>.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        _held?.TrySetResult();
        _held = null;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _delivering;
        await Connection.DisposeAsync();
    }

    private async Task DeliverAsync(long after)
    {
        try
        {
            while (true)
            {
                await (_held?.Task ?? Task.CompletedTask).WaitAsync(_cut.Token);
                var (batch, more) = _synchronizer.Deliver(_member, after, PageMax);
                await Connection.AddAsync(batch, _cut.Token);
                after += batch.Events.Length;
                if (batch.Events.Length < PageMax)
                    await more.WaitAsync(_cut.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SequencerLinkException)
        {
            // The link is cut, or the ledger has ended.
        }
    }
}
