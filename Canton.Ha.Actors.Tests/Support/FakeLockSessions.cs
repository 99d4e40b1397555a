using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Opens main sessions of one replica.</summary>
internal sealed class FakeLockSessions(FakeLink link) : ILockSessions
{
    private readonly List<FakeLockSession> _opened = [];

    public Manner Opening { get; } = new();

    public Manner Trying { get; } = new();

    public Manner Proving { get; } = new();

    public Manner Releasing { get; } = new();

    public IReadOnlyList<FakeLockSession> Opened => _opened;

    public FakeLockSession Latest => _opened[^1];

    public Task<ILockSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation) =>
        link.AskAsync<ILockSession>(Opening, () =>
        {
            var session = new FakeLockSession(link, this, link.Database.NewSession(), signal);
            link.Database.Open(session);
            link.Track(session);
            _opened.Add(session);
            return session;
        });
}
