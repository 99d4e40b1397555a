using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>Base of journals. Writes may end in any order: actors get their answers in the order in which they asked.</summary>
public abstract class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    protected readonly bool CanPublish;

    private readonly CircuitBreaker _breaker;
    private readonly Config _replayFilter;
    private readonly ReplayFilterMode _replayFilterMode;
    private readonly IActorRef _resequencer;
    private long _next = 1;

    protected AsyncWriteJournal()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        var config = extension.ConfigFor(Self);
        CanPublish = extension.Settings.Internal.PublishPluginCommands;
        _breaker = new CircuitBreaker(
            Context.System.Scheduler,
            config.GetInt("circuit-breaker.max-failures"),
            config.GetTimeSpan("circuit-breaker.call-timeout"),
            config.GetTimeSpan("circuit-breaker.reset-timeout"));
        _replayFilter = config.GetConfig("replay-filter");
        _replayFilterMode = ModeOf(_replayFilter.GetString("mode"));
        _resequencer = Context.System.ActorOf(Props.Create(() => new Resequencer()));
    }

    public abstract Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback);

    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);

    /// <summary>Writes all of them, each completely or not at all.</summary>
    /// <returns>Null when all were written; otherwise one element for each, null or why it was refused. A failed task says that nothing is known.</returns>
    protected abstract Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages);

    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr);

    /// <summary>Handles messages of the plugin's own.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message) => ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                _ = WriteAsync(write, _next, Self);
                _next += 1 + write.Messages.Sum(m => m.Size);
                return true;
            case ReplayMessages replay:
                _ = ReplayAsync(replay, ReplayTarget(replay.PersistentActor), Context);
                return true;
            case DeleteMessagesTo delete:
                _ = DeleteAsync(delete, Self);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The only exception inside, if there is only one.</summary>
    protected static Exception TryUnwrapException(Exception e) =>
        e is AggregateException aggregate && aggregate.Flatten().InnerExceptions is [var only] ? only : e;

    private static ReplayFilterMode ModeOf(string mode) => mode?.ToLowerInvariant() switch
    {
        "off" => ReplayFilterMode.Disabled,
        "repair-by-discard-old" => ReplayFilterMode.RepairByDiscardOld,
        "fail" => ReplayFilterMode.Fail,
        "warn" => ReplayFilterMode.Warn,
        _ => throw new ConfigurationException($"Invalid replay-filter.mode [{mode}], supported values [off, repair-by-discard-old, fail, warn]"),
    };

    private async Task WriteAsync(WriteMessages request, long first, IActorRef self)
    {
        var answers = new Answers(request, _resequencer, first, self);
        var writes = request.Messages.Count(m => m is AtomicWrite);
        List<AtomicWrite> prepared;
        try
        {
            prepared = [.. PreparePersistentBatch(request.Messages)];
        }
        catch (Exception e)
        {
            answers.Send([.. Enumerable.Repeat(e, writes)]);
            return;
        }

        try
        {
            var results = await _breaker.WithCircuitBreaker(() => WriteMessagesAsync(prepared)).ConfigureAwait(false);
            if (results is not null && results.Count != writes)
                throw new IllegalStateException($"AsyncWriteMessages return invalid number or results. Expected [{writes}], but got [{results.Count}].");
            answers.Send(results);
        }
        catch (Exception e)
        {
            answers.SendFailure(TryUnwrapException(e), writes);
        }
    }

    private IActorRef ReplayTarget(IActorRef actor) => _replayFilterMode == ReplayFilterMode.Disabled ? actor : Context.ActorOf(ReplayFilter.Props(
        actor, _replayFilterMode, _replayFilter.GetInt("window-size"), _replayFilter.GetInt("max-old-writers"), _replayFilter.GetBoolean("debug")));

    private async Task ReplayAsync(ReplayMessages request, IActorRef target, IActorContext context)
    {
        var stream = context.System.EventStream;
        try
        {
            var highest = await _breaker.WithCircuitBreaker(() => ReadHighestSequenceNrAsync(request.PersistenceId, Math.Max(0, request.FromSequenceNr - 1)));
            var to = Math.Min(request.ToSequenceNr, highest);
            // No time limit for the whole of it: that depends on how much there is. The actor notices when nothing comes.
            if (to > 0 && request.FromSequenceNr <= to)
                await ReplayMessagesAsync(context, request.PersistenceId, request.FromSequenceNr, to, request.Max, p => Replay(p, target));
            target.Tell(new RecoverySuccess(highest));
            if (CanPublish)
                stream.Publish(request);
        }
        catch (OperationCanceledException e)
        {
            target.Tell(new ReplayMessagesFailure(new OperationCanceledException("ReplayMessagesAsync canceled, possibly due to timing out.", e)));
        }
        catch (Exception e)
        {
            target.Tell(new ReplayMessagesFailure(TryUnwrapException(e)));
        }
    }

    private void Replay(IPersistentRepresentation stored, IActorRef target)
    {
        if (stored.IsDeleted)
            return;
        foreach (var adapted in AdaptFromJournal(stored))
            target.Tell(new ReplayedMessage(adapted), ActorRefs.NoSender);
    }

    private async Task DeleteAsync(DeleteMessagesTo request, IActorRef self)
    {
        var stream = Context.System.EventStream;
        try
        {
            await _breaker.WithCircuitBreaker(() => DeleteMessagesToAsync(request.PersistenceId, request.ToSequenceNr));
            request.PersistentActor.Tell(new DeleteMessagesSuccess(request.ToSequenceNr), self);
            if (CanPublish)
                stream.Publish(request);
        }
        catch (Exception e)
        {
            request.PersistentActor.Tell(new DeleteMessagesFailure(TryUnwrapException(e), request.ToSequenceNr), self);
        }
    }
}
