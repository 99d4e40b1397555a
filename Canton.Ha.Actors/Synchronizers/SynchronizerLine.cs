using Akka.Event;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>A line over gRPC: at most one contact at a time, and one end in the ledger for all of them.</summary>
internal sealed class SynchronizerLine(
    string alias, SequencerFinder finder, Membership membership, LedgerAccess ledger, TimeSpan acknowledgementInterval, ILoggingAdapter log, TimeProvider time)
    : ISynchronizerLine
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _guard = new();

    private SequencerClient? _client;
    private Delivery? _delivery;
    private Contact? _contact;
    private Task _connecting = Task.CompletedTask;
    private Task? _ending;

    public Task<LineUp> ConnectAsync(bool afresh, CancellationToken cancellation)
    {
        lock (_guard)
        {
            if (_ending is not null)
                return Task.FromException<LineUp>(new OperationCanceledException("The line has been ended."));
            var connecting = ConnectOnceAsync(afresh, cancellation);
            _connecting = connecting;
            return connecting;
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_guard)
            return new ValueTask(_ending ??= EndAsync(_connecting));
    }

    private async Task<LineUp> ConnectOnceAsync(bool afresh, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        await EndContactAsync();
        if (afresh || _delivery is { Broken.IsCompleted: true })
            await EndDeliveryAsync();
        _contact = new Contact(await finder.FindAsync(either.Token));
        try
        {
            return await ListenAsync(_contact, either.Token);
        }
        catch
        {
            await EndContactAsync();
            finder.Skip();
            throw;
        }
    }

    private async Task<LineUp> ListenAsync(Contact contact, CancellationToken cancellation)
    {
        var session = contact.Session;
        await session.RegisterAsync(membership, cancellation);
        _client ??= new SequencerClient(alias, session.Synchronizer, membership, log);
        _client.Session = session;
        _delivery ??= new Delivery(session.Synchronizer, ledger.Current.Connect(_client));
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        contact.Run(RunAsync(contact, _delivery, heard));
        if (await Task.WhenAny(heard.Task, contact.Ended).WaitAsync(cancellation) == contact.Ended)
            await contact.Ended;
        return new LineUp(session.Synchronizer, session.Endpoint, contact.Ended);
    }

    /// <summary>Ends with the first of its parts, which is always a failure.</summary>
    private async Task RunAsync(Contact contact, Delivery delivery, TaskCompletionSource heard)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(contact.Over);
        var taking = delivery.TakeAsync(contact.Session, membership, heard, over.Token);
        var acknowledging = delivery.AcknowledgeAsync(contact.Session, membership, acknowledgementInterval, time, over.Token);
        try
        {
            await await Task.WhenAny(taking, acknowledging, delivery.Broken, contact.Session.Stale);
        }
        finally
        {
            await over.CancelAsync();
            await taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await acknowledging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task EndAsync(Task connecting)
    {
        await _stop.CancelAsync();
        await connecting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndContactAsync();
        await EndDeliveryAsync();
        _stop.Dispose();
    }

    private async Task EndContactAsync()
    {
        if (_client is not null)
            _client.Session = null;
        if (_contact is { } contact)
            await contact.DisposeAsync();
        _contact = null;
    }

    private async Task EndDeliveryAsync()
    {
        if (_delivery is { } delivery)
            await delivery.DisposeAsync();
        _delivery = null;
    }

    /// <summary>One session, and what runs on it.</summary>
    private sealed class Contact(SequencerSession session) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _over = new();

        public SequencerSession Session => session;

        public CancellationToken Over => _over.Token;

        public Task Ended { get; private set; } = Task.CompletedTask;

        public void Run(Task running) => Ended = running;

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            await Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await session.DisposeAsync();
            _over.Dispose();
        }
    }
}
