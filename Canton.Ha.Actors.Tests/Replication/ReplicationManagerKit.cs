using Akka.TestKit;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Replication;

/// <summary>A replication manager of participant1 whose children are probes.</summary>
public abstract class ReplicationManagerKit : NodeKit
{
    private static readonly string[] s_names = ["write-pool", "synchronizers", "ledger-api"];

    private readonly List<(string Stage, string Heard, bool WasActive)> _story = [];

    protected ReplicationManagerKit()
    {
        Board = new StatusBoard("participant1", s_names);
        Lock = CreateProbe();
        Presence = CreateProbe();
        Stages = [.. s_names.Select(_ => CreateProbe())];
        Events = CreateProbe();
        Sys.EventStream.Subscribe(Events.Ref, typeof(ReplicaEvent));
    }

    protected StatusBoard Board { get; }

    protected TestProbe Lock { get; }

    protected TestProbe Presence { get; }

    protected IReadOnlyList<TestProbe> Stages { get; }

    protected TestProbe Events { get; }

    protected ReplicaRole Role => Board.Current.Role;

    /// <summary>What the roster shows from now on.</summary>
    protected FailoverPolicy Policy { get; set; } = FailoverPolicy.None;

    /// <summary>What the stages heard, in order, and whether the board said active when they heard it.</summary>
    protected IReadOnlyList<(string Stage, string Heard, bool WasActive)> Story => _story;

    internal FakeTerm Held { get; private set; } = null!;

    protected void StartManager()
    {
        var stages = s_names.Zip(Stages, (name, probe) => (name, ProbeChild.Props(probe, heard => Note(name, heard)))).ToArray();
        var partners = new ReplicationPartners(ProbeChild.Props(Lock, _ => { }), ProbeChild.Props(Presence, _ => { }), stages);
        Start(ReplicationManager.Props(Settings, partners, Board));
        Lock.ExpectMsg<LockProtocol.Contend>(TimeSpan.Zero);
    }

    /// <summary>The lock is taken in this term; the first stage is asked to open.</summary>
    protected void Acquire(long term)
    {
        Held = new FakeTerm(term, new SessionId((int)term, 0), Time);
        Tell(new LockProtocol.Acquired(Held.Term));
    }

    protected void StartPromotion(long term)
    {
        StartManager();
        Acquire(term);
    }

    protected void StartActive(long term)
    {
        StartPromotion(term);
        OpenAll(term);
    }

    /// <summary>Demoting: the last stage is asked to close.</summary>
    protected void StartDemotion(long term)
    {
        StartActive(term);
        Tell(new LockProtocol.Lost(term, "gone"));
        Forget();
    }

    /// <summary>Standing back after a switchover that was asked for by the test actor.</summary>
    protected void StartStandingBack(long term)
    {
        StartActive(term);
        SeeOthers("participant2");
        Tell(new ReplicationProtocol.SetPassive("maintenance"));
        CloseAll(term);
        Role.Should().Be(ReplicaRole.StandingBack);
        Forget();
    }

    protected void OpenAll(long term)
    {
        foreach (var _ in Stages)
            Tell(new StageProtocol.Opened(term));
        Role.Should().Be(ReplicaRole.Active);
    }

    protected void CloseAll(long term)
    {
        foreach (var _ in Stages)
            Tell(new StageProtocol.Closed(term));
    }

    protected void SeeOthers(params string[] others) => See(newest: null, others);

    /// <summary>The roster shows this replica, the others, and the newest term.</summary>
    protected void See(TermRecord? newest, params string[] others) => See(newest, leader: null, others);

    protected void See(TermRecord? newest, string? leader, params string[] others) =>
        Tell(new RosterProtocol.Seen(new Roster([.. others.Prepend("participant1").Select(name => new RosterEntry(name, ReplicaAddresses.None))], leader, newest, Policy)));

    protected static TermRecord TermOf(string replica, long term) => new(term, replica, "free", DateTimeOffset.UnixEpoch, null, null, null);

    /// <summary>What was heard so far is of no interest.</summary>
    protected void Forget()
    {
        foreach (var probe in Stages.Append(Lock).Append(Presence).Append(Events))
            Heard(probe);
        _story.Clear();
    }

    protected void ExpectRefusal(object asked, RefusalReason reason, string why)
    {
        Tell(asked);
        ExpectMsg<ReplicationProtocol.Refused>(TimeSpan.Zero).Should().Be(new ReplicationProtocol.Refused(reason, $"participant1 {why}"));
    }

    protected void ExpectNoAnswer() => HasMessages.Should().BeFalse();

    protected void ExpectToLock(params object[] messages) => Heard(Lock).Should().Equal(messages);

    private TestProbe CreateProbe() => new(Sys, Assertions);

    private void Note(string stage, object heard) => _story.Add((stage, heard switch
    {
        StageProtocol.Open open => $"open {open.Term.Number}",
        StageProtocol.AllOpen all => $"all open {all.Term}",
        StageProtocol.Close close => close.Drain > TimeSpan.Zero ? $"close {close.Term} within {close.Drain.TotalSeconds} s" : $"close {close.Term}",
        _ => $"{heard}",
    }, Board.Current.IsActive));
}
