using System.Threading.Channels;

namespace Akka.Persistence.Sql.Journal;

/// <summary>Joins the writes of several actors to transactions, a few of which are under way at the same time.</summary>
internal sealed class WriteQueue
{
    private readonly Channel<Entry> _entries;
    private readonly Func<IReadOnlyList<JournalRow>, Task> _write;
    private readonly int _bufferSize;
    private readonly int _batchSize;

    /// <param name="bufferSize">Entries that wait at most.</param>
    /// <param name="batchSize">Rows in one transaction, unless one entry alone has more.</param>
    /// <param name="write">Writes all or nothing.</param>
    public WriteQueue(int bufferSize, int batchSize, Func<IReadOnlyList<JournalRow>, Task> write)
    {
        _entries = Channel.CreateBounded<Entry>(bufferSize);
        _bufferSize = bufferSize;
        _batchSize = batchSize;
        _write = write;
    }

    /// <summary>Begins to write; until <see cref="Close"/>.</summary>
    /// <param name="parallelism">Transactions at the same time.</param>
    public void Start(int parallelism)
    {
        for (var i = 0; i < parallelism; i++)
            _ = Task.Run(WriteAllAsync);
    }

    /// <summary>Nothing more is taken; what waits fails.</summary>
    public void Close()
    {
        _entries.Writer.TryComplete();
        while (_entries.Reader.TryRead(out var entry))
            entry.Done.TrySetException(Closed());
    }

    /// <summary>Ends when the rows are written, or fails.</summary>
    public Task WriteAsync(IReadOnlyList<JournalRow> rows)
    {
        var entry = new Entry(rows, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_entries.Writer.TryWrite(entry))
            return entry.Done.Task;
        return Task.FromException(_entries.Reader.Completion.IsCompleted ? Closed() : new InvalidOperationException(
            $"Failed to enqueue journal row batch write, the queue buffer was full ({_bufferSize} elements)"));
    }

    private static InvalidOperationException Closed() => new("Failed to enqueue journal row batch write, the queue was closed.");

    private async Task WriteAllAsync()
    {
        while (await _entries.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var batch = TakeBatch();
            if (batch.Count > 0)
                await WriteAsync(batch).ConfigureAwait(false);
        }
    }

    private List<Entry> TakeBatch()
    {
        var batch = new List<Entry>();
        var rows = 0;
        while ((rows == 0 || (_entries.Reader.TryPeek(out var next) && rows + next.Rows.Count <= _batchSize)) && _entries.Reader.TryRead(out var entry))
        {
            batch.Add(entry);
            rows += entry.Rows.Count;
        }

        return batch;
    }

    private async Task WriteAsync(List<Entry> batch)
    {
        try
        {
            await _write([.. batch.SelectMany(entry => entry.Rows)]).ConfigureAwait(false);
            foreach (var entry in batch)
                entry.Done.TrySetResult();
        }
        catch (Exception e)
        {
            foreach (var entry in batch)
                entry.Done.TrySetException(e);
        }
    }

    private sealed record Entry(IReadOnlyList<JournalRow> Rows, TaskCompletionSource Done);
}
