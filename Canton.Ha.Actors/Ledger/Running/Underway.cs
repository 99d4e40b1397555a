using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>What is under way: which changes are claimed, how much is stored, and who waits for the outcome.</summary>
/// <param name="most">How many submissions there may be.</param>
/// <param name="bytesMost">How many bytes of messages there may be.</param>
internal sealed class Underway(int most, long bytesMost)
{
    private readonly Lock _guard = new();
    private readonly ClaimedChanges _claims = new(most);
    private readonly Dictionary<Guid, Entry> _messages = [];
    private long _bytes;
    private bool _isClosed;

    /// <summary>How many changes are claimed.</summary>
    public int Claimed
    {
        get
        {
            lock (_guard)
                return _claims.Count;
        }
    }

    /// <summary>Of all messages that are under way.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>What earlier replicas had registered: it counts, however much it is.</summary>
    public void Restore(IReadOnlyCollection<InFlightMessage> stored)
    {
        lock (_guard)
        {
            _claims.Restore(stored);
            foreach (var message in stored)
                Add(message, outcome: null);
        }
    }

    /// <exception cref="Contracts.Errors.CantonErrorException">It is claimed already, too many are, or nothing new is taken any more.</exception>
    public void Claim(Submission submission)
    {
        lock (_guard)
        {
            if (_isClosed)
                throw ClosingErrors.SubmissionDuringShutdown();
            _claims.Claim(submission.Change, submission.SubmissionId);
        }
    }

    /// <summary>It was never registered, or its outcome can be read.</summary>
    public void Release(ChangeId change)
    {
        lock (_guard)
            _claims.Release(change);
    }

    /// <summary>A message is about to be stored.</summary>
    /// <returns>Completes when its outcome can be read: with the update, or null if it was left without one.</returns>
    /// <exception cref="Contracts.Errors.CantonErrorException">Too much is under way.</exception>
    public Task<UpdateRow?> Begin(InFlightMessage message)
    {
        var outcome = new TaskCompletionSource<UpdateRow?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_guard)
        {
            if (_bytes > 0 && _bytes + message.Size > bytesMost)
                throw CommandErrors.Backpressure($"messages of {_bytes} bytes are under way, and there may be {bytesMost}");
            Add(message, outcome);
            if (_isClosed)
                Abort(outcome);
        }

        return outcome.Task;
    }

    /// <summary>A batch is durable: its changes may be submitted again, and then, not before, whoever waits for an outcome has it.</summary>
    public void Finish(IndexedBatch batch)
    {
        lock (_guard)
        {
            foreach (var change in batch.Released)
                _claims.Release(change);
            foreach (var message in batch.Outbox)
                Add(message, outcome: null);
            foreach (var update in batch.Updates)
                Take(update.MessageId)?.TrySetResult(update);
            foreach (var done in batch.Done)
                Take(done)?.TrySetResult(null);
        }
    }

    /// <summary>Nothing new is taken; who waits is told that nobody knows the outcome here any more.</summary>
    public void Close()
    {
        lock (_guard)
        {
            _isClosed = true;
            foreach (var entry in _messages.Values)
                Abort(entry.Outcome);
        }
    }

    private static void Abort(TaskCompletionSource<UpdateRow?>? outcome)
    {
        if (outcome?.TrySetException(ClosingErrors.AbortedDueToShutdown()) == true)
            _ = outcome.Task.Exception; // Nobody may be waiting.
    }

    private void Add(InFlightMessage message, TaskCompletionSource<UpdateRow?>? outcome)
    {
        _bytes += message.Size;
        _messages.Add(message.MessageId, new Entry(message.Size, outcome));
    }

    private TaskCompletionSource<UpdateRow?>? Take(Guid message)
    {
        if (!_messages.Remove(message, out var entry))
            return null;

        _bytes -= entry.Bytes;
        return entry.Outcome;
    }

    private sealed record Entry(long Bytes, TaskCompletionSource<UpdateRow?>? Outcome);
}
