using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The term table and the failover policy of a <see cref="FakeDatabase"/>, with its clock.</summary>
internal sealed class FakePolicy(TimeProvider time)
{
    private readonly List<TermRecord> _terms = [];
    private string? _nominee;
    private long _nominatedIn;
    private DateTimeOffset _nominatedAt;
    private DateTimeOffset _nominatedUntil;

    public IReadOnlyList<TermRecord> Terms => _terms;

    public FailoverPolicy Current { get; set; } = FailoverPolicy.None;

    public DateTimeOffset Now => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(time.GetTimestamp());

    public TermRecord? Newest => _terms.LastOrDefault();

    private string? Nominee => Newest is { } newest && newest.Term == _nominatedIn && Now >= _nominatedAt && Now < _nominatedUntil ? _nominee : null;

    public void Begin(long term, string replica) => _terms.Add(new TermRecord(term, replica, "free", Now, null, null, null));

    public void NoteEnd(long term) => _terms[^1] = _terms[^1].Term == term ? _terms[^1] with { EndedAt = Now } : _terms[^1];

    public void Nominate(Nomination nomination) => 
        (_nominee, _nominatedIn, _nominatedAt, _nominatedUntil) = (nomination.Replica, Newest!.Term, Now, Now + nomination.For);

    public LockAttempt.Withheld? Rule(string replica, IEnumerable<FakePresenceSession> present, int passedOver) => Takeover.Rule(
        replica, Current, Takeover.Counting(replica, Nominee, Newest?.Replica, present.Select(session => session.Replica)), Newest?.Replica,
        present.Where(session => !Takeover.IsHandingOver(session.Replica, session.Id.StartedAt / TimeSpan.TicksPerMicrosecond, Newest)).Select(session => session.Replica).Distinct(),
        passedOver);
}
