using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Opens presence sessions of one replica.</summary>
internal sealed class FakePresenceSessions(FakeLink link) : IPresenceSessions
{
    private readonly List<FakePresenceSession> _opened = [];

    public Manner Opening { get; } = new();

    public Manner Reading { get; } = new();

    public IReadOnlyList<FakePresenceSession> Opened => _opened;

    public FakePresenceSession Latest => _opened[^1];

    public Task<IPresenceSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation) =>
        link.AskAsync<IPresenceSession>(Opening, () =>
        {
            var session = new FakePresenceSession(link, this, link.Database.NewSession(), signal);
            link.Database.Join(session);
            link.Track(session);
            _opened.Add(session);
            return session;
        });
}
