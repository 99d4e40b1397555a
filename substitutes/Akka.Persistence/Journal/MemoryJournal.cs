using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>A journal that is gone with its actor.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> _own = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _deletedTo = new(StringComparer.Ordinal);

    protected virtual ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => _own;

    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var persistent in Read(persistenceId, fromSequenceNr, toSequenceNr, max))
            recoveryCallback(persistent);
        return Task.CompletedTask;
    }

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        Task.FromResult(Math.Max(HighestSequenceNr(persistenceId), _deletedTo.GetValueOrDefault(persistenceId)));

    public IDictionary<string, LinkedList<IPersistentRepresentation>> Add(IPersistentRepresentation persistent)
    {
        var events = Messages.GetOrAdd(persistent.PersistenceId, _ => new LinkedList<IPersistentRepresentation>());
        lock (events)
            events.AddLast(persistent);
        return Messages;
    }

    public IDictionary<string, LinkedList<IPersistentRepresentation>> Update(string pid, long seqNr, Func<IPersistentRepresentation, IPersistentRepresentation> updater)
    {
        Change(pid, seqNr, node => node.Value = updater(node.Value));
        return Messages;
    }

    public IDictionary<string, LinkedList<IPersistentRepresentation>> Delete(string pid, long seqNr)
    {
        Change(pid, seqNr, node => node.List.Remove(node));
        return Messages;
    }

    public IEnumerable<IPersistentRepresentation> Read(string pid, long fromSeqNr, long toSeqNr, long max)
    {
        if (!Messages.TryGetValue(pid, out var events))
            return [];
        lock (events)
            return [.. events.Where(p => p.SequenceNr >= fromSeqNr && p.SequenceNr <= toSeqNr).Take((int)Math.Min(max, int.MaxValue))];
    }

    public long HighestSequenceNr(string pid)
    {
        if (!Messages.TryGetValue(pid, out var events))
            return 0;
        lock (events)
            return events.Last?.Value.SequenceNr ?? 0;
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        foreach (var persistent in messages.SelectMany(Representations))
            Add(persistent.WithTimestamp(DateTime.UtcNow.Ticks));
        return Task.FromResult<IImmutableList<Exception>>(null);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        var highest = HighestSequenceNr(persistenceId);
        if (toSequenceNr >= highest)
            _deletedTo[persistenceId] = Math.Max(highest, _deletedTo.GetValueOrDefault(persistenceId));
        foreach (var persistent in Read(persistenceId, 0, Math.Min(toSequenceNr, highest), long.MaxValue))
            Delete(persistenceId, persistent.SequenceNr);
        return Task.CompletedTask;
    }

    private void Change(string pid, long seqNr, Action<LinkedListNode<IPersistentRepresentation>> change)
    {
        if (!Messages.TryGetValue(pid, out var events))
            return;
        lock (events)
        {
            for (var node = events.First; node is not null; node = node.Next)
            {
                if (node.Value.SequenceNr != seqNr)
                    continue;
                change(node);
                return;
            }
        }
    }
}

/// <summary>A journal that all systems of the process share.</summary>
public class SharedMemoryJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Shared = new(StringComparer.Ordinal);

    protected override ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => Shared;
}
