using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Passes the barrier of a <see cref="FakeDatabase"/> for one replica.</summary>
internal sealed class FakeWritePools(FakeLink link) : IWritePools
{
    private readonly List<FakeWritePool> _opened = [];

    public Manner Opening { get; } = new();

    /// <summary>The pool is open, and the answer that says so is on its way.</summary>
    public Manner Arriving { get; } = new();

    public Manner Ending { get; } = new();

    public Manner Noting { get; } = new();

    public Manner Rehearsing { get; } = new();

    /// <summary>What was written into the rows of the term table.</summary>
    public List<string> Notes { get; } = [];

    public IReadOnlyList<FakeWritePool> Opened => _opened;

    public FakeWritePool Latest => _opened[^1];

    public async Task<IWritePool> OpenAsync(LockTerm term, CancellationToken cancellation)
    {
        await link.AskAsync(Opening, () => true);
        var pool = await link.Database.PassBarrierAsync(link, term, () => Open(term), cancellation);
        return await link.AskAsync(Arriving, () => pool);
    }

    public Task RehearseAsync(CancellationToken cancellation) => link.AskAsync(Rehearsing, () => true);

    private FakeWritePool Open(LockTerm term)
    {
        var pool = new FakeWritePool(link, this, term);
        link.Track(pool);
        _opened.Add(pool);
        return pool;
    }
}
