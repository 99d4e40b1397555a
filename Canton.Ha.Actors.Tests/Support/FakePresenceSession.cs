using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A presence session.</summary>
internal sealed class FakePresenceSession(FakeLink link, FakePresenceSessions manners, SessionId id, Action<SessionSignal> signal)
    : FakeSession(link, id, signal), IPresenceSession
{
    public Task<Roster> ReadAsync(CancellationToken cancellation) => AskAsync(manners.Reading, Link.Database.ReadRoster);

    protected override void Free() => Link.Database.Forget(this);
}
