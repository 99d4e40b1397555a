using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A main session.</summary>
internal sealed class FakeLockSession(FakeLink link, FakeLockSessions manners, SessionId id, Action<SessionSignal> signal)
    : FakeSession(link, id, signal), ILockSession
{
    public Task<LockAttempt> TryAcquireAsync(int passedOver, CancellationToken cancellation) =>
        AskAsync(manners.Trying, () => Link.Database.TryTakeMainLock(this, passedOver));

    public Task ProveAsync(CancellationToken cancellation) => AskAsync(manners.Proving, () => Link.Database.ProveMainLock(this));

    public Task ReleaseAsync(Nomination? successor, CancellationToken cancellation) =>
        AskAsync(manners.Releasing, () => Link.Database.ReleaseMainLock(this, successor));

    protected override void Free()
    {
        Link.Database.FreeMainLock(this);
        Link.Database.Forget(this);
    }
}
