using Canton.Ha.Actors.Locking;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Storage;

/// <summary>A write pool stage of participant1, whose main session holds the lock.</summary>
public abstract class WritePoolKit : NodeKit
{
    private readonly FakeLockSession _main;

    protected WritePoolKit()
    {
        Pools = new FakeWritePools(Link);
        _main = new FakeLockSession(Link, new FakeLockSessions(Link), Database.NewSession(), _ => { });
        Held = NextTerm();
    }

    internal FakeWritePools Pools { get; }

    internal FakeTerm Held { get; }

    protected WriteAccess Access { get; } = new();

    protected Props Pool => WritePool.Props(Pools, Access);

    internal FakeTerm NextTerm()
    {
        Database.FreeMainLock(_main);
        return new FakeTerm(((LockAttempt.Taken)Database.TryTakeMainLock(_main, passedOver: 0)).Term, _main.Id, Time);
    }

    protected void Open()
    {
        Start(Pool);
        Tell(new StageProtocol.Open(Held.Term));
    }

    protected void OpenFully()
    {
        Open();
        Heard<StageProtocol.Opened>();
    }
}
