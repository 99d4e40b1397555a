using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A store whose writes wait, or fail, when the test says so.</summary>
internal sealed class HaltingStore(ISequencerStore store) : ISequencerStore
{
    private TaskCompletionSource _gate = Opened();

    /// <summary>Every write fails after it was committed.</summary>
    public bool Breaks { get; set; }

    public void Halt() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Go() => _gate.SetResult();

    public Task<SequencerState> LoadAsync(CancellationToken cancellation) => store.LoadAsync(cancellation);

    public Task<Look> LookAsync(IWriteSession session, IReadOnlyList<MessageKey> asked, CancellationToken cancellation) => store.LookAsync(session, asked, cancellation);

    public async Task WriteAsync(IWriteSession session, OrderedBatch batch, CancellationToken cancellation)
    {
        await _gate.Task.WaitAsync(cancellation);
        await store.WriteAsync(session, batch, cancellation);
        if (Breaks)
            throw new IOException("the connection is gone");
    }

    public Task<IReadOnlyList<HeardEvent>> ReadAsync(MemberState member, long fromCounter, int limit, CancellationToken cancellation) =>
        store.ReadAsync(member, fromCounter, limit, cancellation);

    public Task<IReadOnlyDictionary<int, long>> PruneAsync(IWriteSession session, long upTo, int limit, CancellationToken cancellation) =>
        store.PruneAsync(session, upTo, limit, cancellation);

    public Task<IReadOnlyList<string>> FindLaggardsAsync(IWriteSession session, long upTo, CancellationToken cancellation) =>
        store.FindLaggardsAsync(session, upTo, cancellation);

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
