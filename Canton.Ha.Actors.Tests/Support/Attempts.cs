using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Trying and giving back in few words.</summary>
public static class Attempts
{
    /// <summary>The number of the new term, or null when the lock was not taken.</summary>
    public static async Task<long?> TryTakeAsync(this ILockSession session) =>
        (await session.TryAcquireAsync(passedOver: 0, CancellationToken.None).ConfigureAwait(false) as LockAttempt.Taken)?.Term;

    /// <summary>Gives the lock back to anybody.</summary>
    public static Task ReleaseAsync(this ILockSession session) => session.ReleaseAsync(successor: null, CancellationToken.None);
}
