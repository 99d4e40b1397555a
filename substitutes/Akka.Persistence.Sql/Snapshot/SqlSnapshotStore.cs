using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence.Snapshot;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Snapshot;

/// <summary>
/// A snapshot store in a database. Lower bounds of criteria are not looked at. Everything waits until the table is there; when it cannot be made,
/// the store is restarted and tries again.
/// </summary>
public class SqlSnapshotStore : SnapshotStore, IWithUnboundedStash
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly SnapshotSettings _settings;
    private readonly SnapshotTable _table;

    public SqlSnapshotStore(Configuration.Config snapshotConfig)
    {
        _settings = new SnapshotSettings(snapshotConfig.WithFallback(SqlPersistence.DefaultSnapshotConfiguration), Context.System);
        _table = new SnapshotTable(new SqlDatabase(_settings), _settings);
    }

    public IStash Stash { get; set; } = null!;

    protected override void PreStart()
    {
        base.PreStart();
        _ = (_settings.AutoInitialize ? _table.InitializeAsync(_stopped.Token) : Task.CompletedTask)
            .PipeTo(Self, success: () => Status.Success.Instance, failure: e => new Status.Failure(e));
        BecomeStacked(WaitingForInitialization);
    }

    protected override void PostStop()
    {
        base.PostStop();
        _stopped.Cancel();
    }

    protected override async Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var row = await _table.FindAsync(persistenceId, criteria.MaxSequenceNr, criteria.MaxTimeStamp.Ticks, _stopped.Token).ConfigureAwait(false);
        if (row is null)
            return null!;
        var metadata = new SnapshotMetadata(persistenceId, row.SequenceNumber, new DateTime(row.Created));
        return new SelectedSnapshot(metadata, Decode(row));
    }

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var serializer = _serialization.FindSerializerFor(snapshot, _settings.DefaultSerializer);
        var row = Akka.Serialization.Serialization.WithTransport(_serialization.System, () => new SnapshotRow(
            metadata.PersistenceId,
            metadata.SequenceNr,
            metadata.Timestamp.Ticks,
            serializer.ToBinary(snapshot),
            Akka.Serialization.Serialization.ManifestFor(serializer, snapshot),
            serializer.Identifier));
        return _table.SaveAsync(row, _stopped.Token);
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata) => _table.DeleteOneAsync(
        metadata.PersistenceId,
        metadata.SequenceNr,
        metadata.Timestamp == DateTime.MinValue ? long.MaxValue : metadata.Timestamp.Ticks,
        _stopped.Token);

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        _table.DeleteAsync(persistenceId, criteria.MaxSequenceNr, criteria.MaxTimeStamp.Ticks, _stopped.Token);

    private object Decode(SnapshotRow row)
    {
        if (row.SerializerId is { } identifier)
            return _serialization.Deserialize(row.Payload, identifier, row.Manifest);
        var type = Type.GetType(row.Manifest!, throwOnError: true);
        return _serialization.FindSerializerForType(type, _settings.DefaultSerializer).FromBinary(row.Payload, type);
    }

    private bool WaitingForInitialization(object message)
    {
        switch (message)
        {
            case Status.Success:
                UnbecomeStacked();
                Stash.UnstashAll();
                break;
            case Status.Failure failure:
                _log.Error(failure.Cause, "Error during {0} initialization", Self);
                throw new IllegalStateException("Failed to initialize SQL SnapshotStore.", failure.Cause);
            default:
                Stash.Stash();
                break;
        }

        return true;
    }
}
