using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence.Journal;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Journal;

/// <summary>A journal in a database. Everything waits until its tables are there; when they cannot be made, the journal is restarted and tries again.</summary>
public class SqlWriteJournal : AsyncWriteJournal, IWithUnboundedStash
{
    private readonly ConcurrentDictionary<string, Task> _writing = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly JournalSettings _settings;
    private readonly EventStore _events;
    private readonly EventCodec _codec;
    private readonly WriteQueue _queue;

    public SqlWriteJournal(Configuration.Config journalConfig)
    {
        _settings = new JournalSettings(journalConfig.WithFallback(SqlPersistence.DefaultJournalConfiguration), Context.System);
        _events = new EventStore(new SqlDatabase(_settings), _settings, _stopped.Token);
        _codec = new EventCodec(Context.System.Serialization, _settings);
        _queue = new WriteQueue(_settings.BufferSize, _settings.BatchSize, _events.WriteAsync);
    }

    public IStash Stash { get; set; } = null!;

    /// <inheritdoc/>
    public override async Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        var (next, left) = (Math.Max(1, fromSequenceNr), max);
        while (left > 0 && next <= toSequenceNr)
        {
            var size = (int)Math.Min(left, _settings.ReplayBatchSize);
            var rows = await _events.ReadAsync(persistenceId, next, toSequenceNr, size).ConfigureAwait(false);
            foreach (var row in rows)
                recoveryCallback(_codec.Decode(row));
            if (rows.Count < size)
                return;
            (next, left) = (rows[^1].SequenceNumber + 1, left - rows.Count);
        }
    }

    /// <inheritdoc/>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        // An actor that was restarted may ask while what it has written before is still under way.
        if (_writing.TryGetValue(persistenceId, out var write))
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await _events.HighestAsync(persistenceId).ConfigureAwait(false);
    }

    protected override void PreStart()
    {
        base.PreStart();
        _queue.Start(_settings.Parallelism);
        _ = (_settings.AutoInitialize ? _events.InitializeAsync() : Task.CompletedTask)
            .PipeTo(Self, success: () => Status.Success.Instance, failure: e => new Status.Failure(e));
        BecomeStacked(Initializing);
    }

    protected override void PostStop()
    {
        base.PostStop();
        _stopped.Cancel();
        _queue.Close();
    }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var now = DateTime.UtcNow.Ticks;
        var encoded = messages.Select(write => (write.PersistenceId, Rows: Util.Result.From(() => _codec.Encode(write, now)))).ToList();
        var rows = encoded.Where(write => write.Rows.IsSuccess).SelectMany(write => write.Rows.Value).ToList();
        if (rows.Count > 0)
            await Noted(encoded[0].PersistenceId, _queue.WriteAsync(rows)).ConfigureAwait(false);
        return encoded.Select(write => write.Rows.Exception).ToImmutableList();
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) => _events.DeleteAsync(persistenceId, toSequenceNr);

    private async Task Noted(string persistenceId, Task write)
    {
        _writing[persistenceId] = write;
        try
        {
            await write.ConfigureAwait(false);
        }
        finally
        {
            _writing.TryRemove(KeyValuePair.Create(persistenceId, write));
        }
    }

    private bool Initializing(object message)
    {
        switch (message)
        {
            case Status.Success:
                UnbecomeStacked();
                Stash.UnstashAll();
                break;
            case Status.Failure failure:
                _log.Error(failure.Cause, "Failure during {0} initialization.", Self);
                throw new IllegalStateException("Failed to initialize SQL Journal.", failure.Cause);
            default:
                Stash.Stash();
                break;
        }

        return true;
    }
}
