using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A term in which one may write, without the actors that make it.</summary>
internal sealed class WritingTerm : IAsyncDisposable
{
    private readonly HeldTerm _held;
    private readonly IWritePool _pool;

    private WritingTerm(HeldTerm held, IWritePool pool, WriteAccess access)
    {
        (_held, _pool, Access) = (held, pool, access);
        Access.Open(pool);
    }

    public WriteAccess Access { get; }

    public LockTerm Term => _held.Term;

    public static Task<WritingTerm> BeginAsync(ReplicaStorage storage) => BeginAsync(storage, new WriteAccess());

    /// <param name="storage">Of a replica.</param>
    /// <param name="access">Of the same replica; not open.</param>
    public static async Task<WritingTerm> BeginAsync(ReplicaStorage storage, WriteAccess access)
    {
        var held = await HeldTerm.TakeAsync(storage.Locks);
        return new WritingTerm(held, await storage.WritePools.OpenAsync(held.Term, CancellationToken.None), access);
    }

    /// <summary>The holder believes that the lock is lost.</summary>
    public void Lose() => _held.Lose();

    public async ValueTask DisposeAsync()
    {
        await Access.Close();
        await _pool.DisposeAsync();
        await _held.ReleaseAsync(successor: null);
        await _held.DisposeAsync();
    }
}
