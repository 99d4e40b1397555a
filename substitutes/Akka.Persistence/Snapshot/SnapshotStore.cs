using Akka.Actor;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Snapshot;

/// <summary>Base of snapshot stores.</summary>
public abstract class SnapshotStore : ActorBase
{
    private readonly CircuitBreaker _breaker;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly bool _publish;

    protected SnapshotStore()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        var config = extension.ConfigFor(Self);
        _publish = extension.Settings.Internal.PublishPluginCommands;
        _breaker = CircuitBreaker.Create(
            Context.System.Scheduler,
            config.GetInt("circuit-breaker.max-failures", 10),
            config.GetTimeSpan("circuit-breaker.call-timeout", TimeSpan.FromSeconds(10)),
            config.GetTimeSpan("circuit-breaker.reset-timeout", TimeSpan.FromSeconds(30)));
    }

    /// <summary>The newest snapshot that fits; null if there is none.</summary>
    protected abstract Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot);

    /// <param name="metadata">Which; without a time, the one with that number whenever it was made.</param>
    protected abstract Task DeleteAsync(SnapshotMetadata metadata);

    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Handles messages of the plugin's own, and sees the outcome of saving and deleting before the actor does.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message)
    {
        switch (message)
        {
            case LoadSnapshot load:
                Load(load);
                return true;
            case SaveSnapshot save:
                Save(save);
                return true;
            case DeleteSnapshot delete:
                Delete(message, () => DeleteAsync(delete.Metadata), new DeleteSnapshotSuccess(delete.Metadata), e => new DeleteSnapshotFailure(delete.Metadata, e));
                return true;
            case DeleteSnapshots delete:
                Delete(message, () => DeleteAsync(delete.PersistenceId, delete.Criteria), new DeleteSnapshotsSuccess(delete.Criteria), e => new DeleteSnapshotsFailure(delete.Criteria, e));
                return true;
            case SaveSnapshotSuccess or SaveSnapshotFailure or DeleteSnapshotSuccess or DeleteSnapshotFailure or DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                Forward(message);
                return true;
            default:
                return ReceivePluginInternal(message);
        }
    }

    private static Exception Unwrapped(Exception e) => e switch
    {
        AggregateException aggregate when aggregate.Flatten().InnerExceptions is [var only] => only,
        OperationCanceledException => new OperationCanceledException("Canceled, possibly due to timing out.", e),
        _ => e,
    };

    private void Load(LoadSnapshot request)
    {
        if (Equals(request.Criteria, SnapshotSelectionCriteria.None))
        {
            Sender.Tell(new LoadSnapshotResult(null, request.ToSequenceNr));
            return;
        }

        _ = _breaker.WithCircuitBreaker(() => LoadAsync(request.PersistenceId, request.Criteria.Limit(request.ToSequenceNr)))
            .PipeTo(Sender, success: found => new LoadSnapshotResult(found, request.ToSequenceNr), failure: e => new LoadSnapshotFailed(Unwrapped(e)));
    }

    private void Save(SaveSnapshot request)
    {
        var given = request.Metadata;
        var metadata = given.Timestamp == SnapshotMetadata.TimestampNotSpecified
            ? new SnapshotMetadata(given.PersistenceId, given.SequenceNr, DateTime.UtcNow)
            : given;
        _ = _breaker.WithCircuitBreaker(() => SaveAsync(metadata, request.Snapshot))
            .PipeTo(Self, Sender, () => new SaveSnapshotSuccess(metadata), e => new SaveSnapshotFailure(given, Unwrapped(e)));
    }

    private void Delete(object request, Func<Task> delete, object success, Func<Exception, object> failure)
    {
        var stream = Context.System.EventStream;
        _ = Run(Self, Sender);

        async Task Run(IActorRef self, IActorRef actor)
        {
            await _breaker.WithCircuitBreaker(delete).PipeTo(self, actor, () => success, e => failure(Unwrapped(e)));
            if (_publish)
                stream.Publish(request);
        }
    }

    private void Forward(object outcome)
    {
        try
        {
            ReceivePluginInternal(outcome);
            if (outcome is SaveSnapshotFailure failure)
                _ = RemoveRemainsAsync(failure.Metadata);
        }
        finally
        {
            Sender.Tell(outcome);
        }
    }

    private async Task RemoveRemainsAsync(SnapshotMetadata metadata)
    {
        try
        {
            await _breaker.WithCircuitBreaker(() => DeleteAsync(metadata));
        }
        catch (Exception e)
        {
            _log.Error(e, "DeleteAsync operation after SaveSnapshot failure failed.");
        }
    }
}
