using Akka.Actor;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Locking;

/// <summary>A lock holder of participant1, and a rival that may hold the lock.</summary>
public abstract class LockHolderKit : NodeKit
{
    private FakeLockSession? _rival;

    protected LockHolderKit() => Sessions = new FakeLockSessions(Link);

    internal FakeLockSessions Sessions { get; }

    protected static ConnectionSettings Connection => Settings.Connection;

    protected Props Holder => LockHolder.Props(Connection, Sessions, Time);

    protected void Contend()
    {
        Start(Holder);
        Tell(LockProtocol.Contend.Instance);
    }

    protected LockTerm Hold()
    {
        Contend();
        return Heard<LockProtocol.Acquired>().Term;
    }

    /// <summary>Takes it also if it were to be left to so many others.</summary>
    protected void RivalTakesTheLock(int despite = 0)
    {
        var link = new FakeLink(Database, "participant2");
        _rival = new FakeLockSession(link, new FakeLockSessions(link), Database.NewSession(), _ => { });
        Database.TryTakeMainLock(_rival, despite);
    }

    protected void RivalReleasesTheLock() => _ = _rival!.ReleaseAsync();
}
