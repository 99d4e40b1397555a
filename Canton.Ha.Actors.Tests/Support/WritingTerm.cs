using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A term in which one may write, without the actors that make it.</summary>
internal sealed class WritingTerm : IAsyncDisposable
{
    private readonly HeldTerm _held;
    private readonly IWritePool _pool;

    private WritingTerm(HeldTerm held, IWritePool pool)
    {
        (_held, _pool) = (held, pool);
        Access.Open(pool);
    }

    public WriteAccess Access { get; } = new();

    public static async Task<WritingTerm> BeginAsync(ReplicaStorage storage)
    {
        var held = await HeldTerm.TakeAsync(storage.Locks);
        return new WritingTerm(held, await storage.WritePools.OpenAsync(held.Term, CancellationToken.None));
    }

    /// <summary>The holder believes that the lock is lost.</summary>
    public void Lose() => _held.Lose();

    public async ValueTask DisposeAsync()
    {
        await Access.Close();
        await _pool.DisposeAsync();
        await _held.DisposeAsync();
    }
}
