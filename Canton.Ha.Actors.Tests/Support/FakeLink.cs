namespace Canton.Ha.Actors.Tests.Support;

/// <summary>One replica's way to a <see cref="FakeDatabase"/>, which can be cut: then nothing passes, and neither end learns of it.</summary>
internal sealed class FakeLink(FakeDatabase database, string replica)
{
    private readonly Manner _cut = new();
    private readonly List<FakeSession> _sessions = [];
    private readonly List<FakeWritePool> _pools = [];

    public FakeDatabase Database { get; } = database;

    public string Replica { get; } = replica;

    public bool IsCut { get; private set; }

    public void CutOff()
    {
        IsCut = true;
        _cut.Hang();
    }

    /// <summary>What was on its way arrives, and each end learns what the other did.</summary>
    public void Heal()
    {
        IsCut = false;
        _cut.Answer();
        _pools.ToList().ForEach(pool => pool.Reconcile());
        _sessions.ToList().ForEach(session => session.Reconcile());
    }

    public void Track(FakeSession session) => _sessions.Add(session);

    public void Track(FakeWritePool pool) => _pools.Add(pool);

    public Task<T> AskAsync<T>(Manner manner, Func<T> act) => (IsCut ? _cut : manner).Ask(act);
}
