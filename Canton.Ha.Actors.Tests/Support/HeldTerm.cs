using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A term as the lock holder would have it, for tests that have no lock holder.</summary>
public sealed class HeldTerm : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private readonly ILockSession _session;

    private HeldTerm(ILockSession session, long number)
    {
        _session = session;
        Term = new LockTerm(number, session.Id, new LockProof(TimeSpan.FromMinutes(1), TimeProvider.System), _lost.Token);
    }

    public LockTerm Term { get; }

    /// <summary>Takes the main lock, which a server may keep for a moment after the session of its holder was ended.</summary>
    public static async Task<HeldTerm> TakeAsync(ILockSessions sessions)
    {
        var session = await sessions.OpenAsync(_ => { }, CancellationToken.None);
        long? term = null;
        await Eventually.BecomesTrueAsync("the main lock is free", async () => (term = await session.TryTakeAsync()) is not null, Bounds.Takeover);
        return new HeldTerm(session, term!.Value);
    }

    /// <summary>The term ends without the session: what a holder does that believes to have lost it.</summary>
    public void Lose() => _lost.Cancel();

    /// <summary>The session ends, and the lock is free, while the term's token has not fired: what the holder's order forbids.</summary>
    public ValueTask EndSessionAsync() => _session.DisposeAsync();

    /// <summary>Gives the lock back.</summary>
    public Task ReleaseAsync(Nomination? successor) => _session.ReleaseAsync(successor, CancellationToken.None);

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
