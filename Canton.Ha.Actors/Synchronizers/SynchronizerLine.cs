using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>A line over gRPC: one contact after the other.</summary>
/// <param name="connection">How this participant calls and prefers the synchronizer.</param>
/// <param name="finder">Finds the replica that serves.</param>
/// <param name="contact">Makes a contact of what was found.</param>
/// <param name="ledger">The ledger of the term.</param>
/// <param name="log">Where refusals are told to the operator.</param>
internal sealed class SynchronizerLine(
    SynchronizerConnectionSettings connection, SequencerFinder finder, Func<SequencerSession, SequencerContact> contact, ILedger ledger, ILoggingAdapter log) : ISynchronizerLine
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _guard = new();

    private SequencerContact? _contact;
    private Task _connecting = Task.CompletedTask;
    private Task? _ending;

    public Task<LineUp> ConnectAsync(CancellationToken cancellation)
    {
        lock (_guard)
        {
            if (_ending is not null)
                return Task.FromException<LineUp>(new OperationCanceledException("The line has been ended."));
            var connecting = ConnectOnceAsync(cancellation);
            _connecting = connecting;
            return connecting;
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_guard)
            return new ValueTask(_ending ??= EndAsync(_connecting));
    }

    private async Task<LineUp> ConnectOnceAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        await EndContactAsync();
        _contact = contact(await finder.FindAsync(either.Token));
        try
        {
            return await _contact.ConnectAsync(connection, ledger, log, either.Token);
        }
        catch
        {
            await EndContactAsync();
            finder.Skip();
            throw;
        }
    }

    private async Task EndAsync(Task connecting)
    {
        await _stop.CancelAsync();
        await connecting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndContactAsync();
        _stop.Dispose();
    }

    private async Task EndContactAsync()
    {
        if (_contact is { } contact)
            await contact.DisposeAsync();
        _contact = null;
    }
}
