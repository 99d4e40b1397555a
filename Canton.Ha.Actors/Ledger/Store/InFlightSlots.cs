using System.Runtime.InteropServices;
using Canton.Ha.Actors.Ledger.Deduplication;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>Which row each message under way is in. Rows of messages that are done are used again, the lowest first, so that the table stays small.</summary>
internal sealed class InFlightSlots
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, int> _used = [];
    private readonly PriorityQueue<int, int> _free = new();
    private int _rows;

    /// <summary>What is on the disk: every row, and the message in it; null if it is free. What was known before counts no more.</summary>
    public void Restore(IEnumerable<(int Slot, InFlightMessage? Message)> rows)
    {
        lock (_gate)
        {
            _used.Clear();
            _free.Clear();
            _rows = 0;
            foreach (var (slot, message) in rows)
                Restore(slot, message);
        }
    }

    /// <summary>Rows for messages that are about to be written.</summary>
    public List<SlottedMessage> Take(IEnumerable<InFlightMessage> messages)
    {
        lock (_gate)
            return [.. messages.Select(Take)];
    }

    /// <summary>Rows of messages that are done. They are free when that is written, and <see cref="Release"/> says so.</summary>
    public int[] Of(IEnumerable<Guid> messages)
    {
        lock (_gate)
            return [.. messages.Where(_used.ContainsKey).Select(id => _used[id])];
    }

    public void Release(IEnumerable<Guid> messages)
    {
        lock (_gate)
            foreach (var id in messages)
                if (_used.Remove(id, out var slot))
                    _free.Enqueue(slot, slot);
    }

    private void Restore(int slot, InFlightMessage? message)
    {
        _rows = Math.Max(_rows, slot + 1);
        if (message is not null)
            _used.Add(message.MessageId, slot);
        else
            _free.Enqueue(slot, slot);
    }

    private SlottedMessage Take(InFlightMessage message)
    {
        var isNew = !_free.TryDequeue(out var slot, out _);
        if (isNew)
            slot = _rows++;
        _used.Add(message.MessageId, slot);
        return new SlottedMessage(slot, isNew, message);
    }
}

/// <summary>A message and its row.</summary>
/// <param name="Slot">Which row.</param>
/// <param name="IsNew">The row is not there yet.</param>
/// <param name="Message">What is to be in it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SlottedMessage(int Slot, bool IsNew, InFlightMessage Message);
