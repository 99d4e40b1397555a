using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

/// <summary>The lock is free, but to be left to another replica.</summary>
public sealed class LockHolderWithheldSpec : LockHolderKit
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Says_once_that_a_pause_keeps_it_from_taking_the_lock_and_takes_it_when_the_pause_ends()
    {
        LeadBefore("participant2");
        Pause();
        Contend();
        HeardNothing();
        Advance(Connection.PassiveCheckMax);
        Heard<LockProtocol.Hindered>().Why.Should().Be("only participant2 may take over: automatic failover is paused by ops since 1970-01-01T00:00:00Z: maintenance");
        Advance(TimeSpan.FromSeconds(5));
        HeardNothing();

        Resume();
        Advance(Connection.PassiveCheckMax);

        Heard<LockProtocol.Hindered>().Why.Should().BeNull();
        Heard<LockProtocol.Acquired>();
    }

    [Fact]
    public void Takes_the_lock_during_a_pause_if_it_led_last()
    {
        LeadBefore("participant1");
        Pause();

        Hold().IsHeld.Should().BeTrue();
    }

    [Fact]
    public void Does_not_speak_of_a_pause_while_another_replica_leads()
    {
        RivalTakesTheLock();
        LeadBefore("participant2");
        Pause();
        Contend();
        Advance(TimeSpan.FromSeconds(5));

        HeardNothing();
    }

    [Fact]
    public void Leaves_a_free_lock_to_a_replica_with_a_higher_priority_for_the_yield_timeout_and_is_not_hindered_by_that()
    {
        Join("participant2");
        Prefer("participant2", 1);
        Contend();

        AdvanceUntil(() => Database.Leader is not null).Should().BeCloseTo(Connection.YieldTimeout, s_tick);
        Heard<LockProtocol.Acquired>();
    }

    [Fact]
    public void Leaves_it_to_each_of_several_for_that_long()
    {
        Join("participant2", "participant3");
        Prefer("participant2", 1);
        Prefer("participant3", 2);
        Contend();

        AdvanceUntil(() => Database.Leader is not null).Should().BeCloseTo(Connection.YieldTimeout * 2, s_tick);
    }

    [Fact]
    public void Waits_for_nobody_who_is_not_present()
    {
        Join("participant2");
        Prefer("participant3", 2);

        Hold().IsHeld.Should().BeTrue();
    }

    [Fact]
    public void Begins_to_wait_anew_when_another_replica_led_meanwhile()
    {
        Join("participant2");
        Prefer("participant2", 1);
        Contend();
        Advance(Connection.YieldTimeout - TimeSpan.FromMilliseconds(100));
        RivalTakesTheLock(despite: 1);
        Advance(Connection.YieldTimeout);
        RivalReleasesTheLock();

        AdvanceUntil(() => Database.Leader is not null).Should().BeCloseTo(Connection.YieldTimeout, Connection.PassiveCheckMax);
    }

    [Fact]
    public void Begins_to_wait_anew_when_the_database_could_not_be_asked_meanwhile()
    {
        Join("participant2");
        Prefer("participant2", 1);
        Contend();
        Advance(Connection.YieldTimeout / 2);
        Sessions.Latest.Break("gone");
        Sessions.Opening.Fail(new IOException("connection refused"));
        Advance(Connection.YieldTimeout / 2);
        Sessions.Opening.Answer();

        AdvanceUntil(() => Database.Leader is not null).Should().BeGreaterThan(Connection.PassiveCheckMax * 2, "the first try, by then, must not be the one that takes it");
    }

    [Fact]
    public void Nominates_the_successor_when_it_gives_the_lock_back()
    {
        LeadBefore("participant1");
        FakePresenceSession[] present = [PresenceOf("participant2")];
        var term = Hold();
        Database.Policy.Begin(term.Number, "participant1");

        Tell(new LockProtocol.Release(term.Number, new Nomination("participant2", TimeSpan.FromSeconds(3))));

        Database.Policy.Rule("participant3", present, 0).Should().BeEquivalentTo(new { Why = "participant2 is named as the successor", IsYielding = false });
        Database.Policy.Rule("participant2", present, 0).Should().BeNull();
        Advance(TimeSpan.FromSeconds(3));
        Database.Policy.Rule("participant3", present, 0).Should().BeNull();
    }

    private void LeadBefore(string replica) => Database.Policy.Begin(0, replica);

    private void Pause() => Database.Change(policy => policy with { Pause = new FailoverPause("ops", "maintenance", Database.Policy.Now) });

    private void Resume() => Database.Change(policy => policy with { Pause = null });

    private void Prefer(string replica, int priority) =>
        Database.Change(policy => policy with { Priorities = policy.Priorities.SetItem(replica, priority) });

    private void Join(params string[] replicas)
    {
        foreach (var replica in replicas)
            _ = PresenceOf(replica);
    }

    private FakePresenceSession PresenceOf(string replica)
    {
        var sessions = new FakePresenceSessions(new FakeLink(Database, replica));
        _ = sessions.OpenAsync(_ => { }, default);
        return sessions.Latest;
    }
}
