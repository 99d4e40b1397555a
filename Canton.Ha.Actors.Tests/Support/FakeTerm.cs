using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A term that is held until the test says that it is lost.</summary>
internal sealed class FakeTerm(long number, SessionId session, TimeProvider time)
{
    private readonly CancellationTokenSource _lost = new();
    private LockTerm? _term;

    public LockTerm Term => _term ??= new LockTerm(number, session, new LockProof(TimeSpan.FromMinutes(10), time), _lost.Token);

    public void Lose() => _lost.Cancel();
}
