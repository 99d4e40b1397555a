using System.Collections.Immutable;
using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence;

/// <content>From events to writes, and from answers to handlers.</content>
public abstract partial class Eventsourced
{
    private readonly Queue<IPendingHandlerInvocation> _handlers = new();
    private List<IPersistentEnvelope> _unsent = [];
    private int _stashingHandlers;
    private long _sequenceNr;
    private bool _isWriting;
    private bool _isRunningTask;

    /// <summary>What the current handler has asked for. It joins what waits for the journal when the handler is done.</summary>
    private readonly List<IPersistentEnvelope> _asked = [];

    /// <summary>Writes an event and then calls the handler. Until then no command is handled.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        RefuseWhileRecovering();
        ExpectStashing(@event, handler);
        _asked.Add(new AtomicWrite(Numbered(@event)));
    }

    /// <summary>Writes events, all or none, and calls the handler for each. Until then no command is handled.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        RefuseWhileRecovering();
        var batch = (events ?? []).Select(@event =>
        {
            ExpectStashing(@event, handler);
            return Numbered(@event);
        }).ToImmutableList<IPersistentRepresentation>();
        if (!batch.IsEmpty)
            _asked.Add(new AtomicWrite(batch));
    }

    /// <summary>Writes an event and then calls the handler. Commands are handled meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        RefuseWhileRecovering();
        _handlers.Enqueue(new AsyncHandlerInvocation(@event, e => handler((TEvent)e)));
        _asked.Add(new AtomicWrite(Numbered(@event)));
    }

    /// <summary>Writes events, all or none, and calls the handler for each. Commands are handled meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    /// <exception cref="ArgumentException">There are no events.</exception>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        RefuseWhileRecovering();
        var batch = events.Select(@event =>
        {
            _handlers.Enqueue(new AsyncHandlerInvocation(@event, e => handler((TEvent)e)));
            return Numbered(@event);
        }).ToImmutableList<IPersistentRepresentation>();
        _asked.Add(new AtomicWrite(batch));
    }

    /// <summary>Calls the handler after those of all events so far; at once when there are none. Nothing is written.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        RefuseWhileRecovering();
        if (_handlers.Count == 0)
        {
            handler(evt);
            return;
        }

        _handlers.Enqueue(new AsyncHandlerInvocation(evt, e => handler((TEvent)e)));
        _asked.Add(new NonPersistentMessage(evt, Sender));
    }

    /// <summary>Runs an asynchronous step of a command to its end, and the writes it asks for, before the next command.</summary>
    /// <exception cref="NotSupportedException">Called from within such a step.</exception>
    protected void RunTask(Func<Task> action)
    {
        if (_isRunningTask)
            throw new NotSupportedException("RunTask calls cannot be nested");
        ActorTaskScheduler.RunTask(() =>
        {
            var task = action();
            return task.IsCompleted ? task : EndOf(task);
        });
    }

    private async Task EndOf(Task running)
    {
        _isRunningTask = true;
        var hasFailed = true;
        try
        {
            await running;
            hasFailed = false;
        }
        finally
        {
            _isRunningTask = false;
            AfterCommand(hasFailed);
        }
    }

    private void RefuseWhileRecovering()
    {
        if (IsRecovering)
            throw new InvalidOperationException("Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
    }

    private void ExpectStashing<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        _stashingHandlers++;
        _handlers.Enqueue(new StashingHandlerInvocation(@event, e => handler((TEvent)e)));
    }

    private Persistent Numbered<TEvent>(TEvent @event) =>
        new Persistent(@event, ++_sequenceNr, PersistenceId, sender: Sender, writerGuid: _writerGuid);

    private void UpdateLastSequenceNr(IPersistentRepresentation persistent) => LastSequenceNr = Math.Max(LastSequenceNr, persistent.SequenceNr);

    private void SendAsked()
    {
        _unsent.AddRange(_asked);
        _asked.Clear();
        SendWaitingWrites();
    }

    /// <summary>Only one batch is with the journal at a time: the next one grows meanwhile.</summary>
    private void SendWaitingWrites()
    {
        if (_isWriting || _unsent.Count == 0)
            return;
        Journal.Tell(new WriteMessages(_unsent, Self, _instanceId));
        _unsent = [];
        _isWriting = true;
    }

    private void AfterCommand(bool hasFailed)
    {
        if (_asked.Count > 0)
            SendAsked();
        if (_isRunningTask)
            return;
        if (_stashingHandlers > 0)
            _phase = new Writing(this);
        else
            StopWaiting(all: hasFailed);
    }

    private void RunHandler(object payload)
    {
        try
        {
            _handlers.Peek().Handler(payload);
        }
        finally
        {
            SendAsked();
        }
    }
}
