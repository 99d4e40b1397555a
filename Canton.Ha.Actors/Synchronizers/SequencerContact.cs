using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>The ledger of a term and one replica of a synchronizer, connected with each other. Disposing ends it, and what it was made of.</summary>
/// <param name="session">The contact with the replica.</param>
/// <param name="membership">As whom.</param>
/// <param name="acknowledgementInterval">How often the synchronizer is told what need not be kept any more.</param>
/// <param name="time">The clock of that, and of pauses.</param>
internal sealed class SequencerContact(SequencerSession session, Membership membership, TimeSpan acknowledgementInterval, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private ILedgerConnection? _ledger;
    private Task _running = Task.CompletedTask;

    /// <summary>Connects them. Returns when something was heard: from then on earlier terms are refused.</summary>
    /// <param name="connection">How this participant calls and prefers the synchronizer.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="log">Where refusals are told to the operator.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<LineUp> ConnectAsync(SynchronizerConnectionSettings connection, ILedger ledger, ILoggingAdapter log, CancellationToken cancellation)
    {
        await session.RegisterAsync(membership, cancellation);
        _ledger = ledger.Connect(new SequencerClient(connection, session, membership, log, time));
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running = RunAsync(_ledger, heard);
        if (await Task.WhenAny(heard.Task, _running).WaitAsync(cancellation) == _running)
            await _running;
        return new LineUp(session.Synchronizer, session.Endpoint, _running);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_ledger is not null)
            await _ledger.DisposeAsync();
        await session.DisposeAsync();
        _over.Dispose();
    }

    /// <summary>Ends with the first of its parts, which is always a failure.</summary>
    private async Task RunAsync(ILedgerConnection ledger, TaskCompletionSource heard)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        var delivery = new Delivery(session, membership, ledger);
        var taking = delivery.TakeAsync(heard, over.Token);
        var acknowledging = delivery.AcknowledgeAsync(acknowledgementInterval, time, over.Token);
        try
        {
            await await Task.WhenAny(session.Stale, ledger.Broken, taking, acknowledging).WaitAsync(over.Token);
        }
        finally
        {
            await over.CancelAsync();
            await taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await acknowledging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
