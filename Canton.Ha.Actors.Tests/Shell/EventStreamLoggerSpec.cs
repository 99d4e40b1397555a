using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class EventStreamLoggerSpec : TestKit
{
    private const string Stamp = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z +";

    private static readonly TimeSpan s_at = TimeSpan.FromMilliseconds(1234.567);
    private static readonly FailoverPause s_pause = new("ops", "maintenance", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private static readonly Roster s_roster = new([new("participant1", ReplicaAddresses.None), new("participant2", ReplicaAddresses.None)], "participant2", null, FailoverPolicy.None);

    private readonly TestProbe _output;

    public EventStreamLoggerSpec() => _output = CreateTestProbe();

    public static TheoryData<ReplicaEvent, string> Sentences() => new()
    {
        { new ReplicaEvent.RoleChanged("p", 0, s_at, ReplicaRole.Passive, "started"), "is passive: started" },
        { new ReplicaEvent.RoleChanged("p", 3, s_at, ReplicaRole.StandingBack, "asked to"), "is standing back in term 3: asked to" },
        { new ReplicaEvent.StageOpened("p", 3, s_at, "write-pool"), "has opened write-pool in term 3" },
        { new ReplicaEvent.StageClosed("p", 3, s_at, "write-pool"), "has closed write-pool after term 3" },
        { new ReplicaEvent.LockLost("p", 3, s_at, "no proof"), "has lost the lock of term 3: no proof" },
        { new ReplicaEvent.LockUnavailable("p", 3, s_at, "no server"), "cannot take the lock: no server" },
        { new ReplicaEvent.LockReachable("p", 3, s_at), "can take the lock again" },
        { new ReplicaEvent.RosterChanged("p", 3, s_at, s_roster), "sees participant1, participant2; participant2 leads" },
        { new ReplicaEvent.RosterChanged("p", 3, s_at, Roster.Unknown), "sees nobody; nobody leads" },
        { new ReplicaEvent.PolicyChanged("p", 3, s_at, FailoverPolicy.None), "sees that failover is automatic" },
        {
            new ReplicaEvent.PolicyChanged("p", 3, s_at, new FailoverPolicy(s_pause, FailoverPolicy.None.Priorities.Add("a", 1).Add("b", -2))),
            "sees that automatic failover is paused by ops since 2026-01-02T03:04:05Z: maintenance; priorities: a 1, b -2"
        },
        {
            new ReplicaEvent.HandedOver("p", 3, s_at, "participant2", 4, TimeSpan.FromMilliseconds(85)),
            "has handed over to participant2, which passed the barrier in term 4, 85 ms after the demotion began"
        },
        { new ReplicaEvent.BranchFailed("p", 3, s_at, "no\nluck", TimeSpan.FromSeconds(1.5)), "has failed and is built anew in 1.5 s: no luck" },
        { new ReplicaEvent.Refused("p", 3, s_at, "a stranger"), "has stopped for good: a stranger" },
        { new ReplicaEvent.SynchronizerChanged("p", 3, s_at, "da", SynchronizerPhase.Connected, "da::1220 at h:1"), "is connected to da: da::1220 at h:1" },
        { new ReplicaEvent.SynchronizerChanged("p", 3, s_at, "da", SynchronizerPhase.Connecting, "it is wanted"), "is connecting to da: it is wanted" },
        { new ReplicaEvent.SynchronizerChanged("p", 3, s_at, "da", SynchronizerPhase.Disconnected, "nobody wants it"), "is disconnected from da: nobody wants it" },
        { new ReplicaEvent.Listens("p", 0, s_at, "Admin API", "127.0.0.1:5012"), "serves its Admin API on 127.0.0.1:5012" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_state_change_is_one_line(ReplicaEvent fact, string sentence)
    {
        Start(LogFormat.Text);
        Sys.EventStream.Publish(fact);

        _output.ExpectMsg<string>().Should().MatchRegex(Stamp + @"1234\.567 INFO  p ").And.EndWith($"p {sentence}\n");
    }

    [Fact]
    public void Every_kind_of_fact_has_its_sentence()
    {
        var kinds = typeof(ReplicaEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(ReplicaEvent)));

        Sentences().Select(row => row[0].GetType()).Distinct().Should().BeEquivalentTo(kinds);
    }

    [Fact]
    public void A_roster_that_says_nothing_new_is_no_line()
    {
        var newest = new TermRecord(3, "participant2", "failover", DateTimeOffset.UnixEpoch, null, null, null);
        Start(LogFormat.Text);
        Sys.EventStream.Publish(new ReplicaEvent.RosterChanged("participant1", 3, s_at, s_roster));
        Sys.EventStream.Publish(new ReplicaEvent.RosterChanged("participant1", 3, s_at, s_roster with { Newest = newest }));
        Sys.EventStream.Publish(new ReplicaEvent.RosterChanged("participant1", 3, s_at, s_roster with { Leader = null }));

        _output.ExpectMsg<string>().Should().EndWith("participant2 leads\n");
        _output.ExpectMsg<string>().Should().EndWith("nobody leads\n");
    }

    [Fact]
    public void A_JSON_line_has_the_fields_of_the_fact_and_its_sentence()
    {
        Start(LogFormat.Json);
        Sys.EventStream.Publish(new ReplicaEvent.HandedOver("participant1", 3, s_at, "participant2", 4, TimeSpan.FromMilliseconds(85)));

        var line = _output.ExpectMsg<string>();
        line.Should().EndWith("\n").And.MatchRegex("^{\"time\":\"[0-9TZ:.-]+\",\"monotonicMs\":1234.567,\"level\":\"info\",\"event\":\"handed-over\",");
        using var json = JsonDocument.Parse(line);
        json.RootElement.GetProperty("replica").GetString().Should().Be("participant1");
        json.RootElement.GetProperty("term").GetInt64().Should().Be(3);
        json.RootElement.GetProperty("successorTerm").GetInt64().Should().Be(4);
        json.RootElement.GetProperty("gap").GetDouble().Should().Be(85);
        json.RootElement.GetProperty("message").GetString().Should().StartWith("participant1 has handed over to participant2");
    }

    [Fact]
    public void A_role_is_one_word_in_JSON()
    {
        Start(LogFormat.Json);
        Sys.EventStream.Publish(new ReplicaEvent.RoleChanged("participant1", 3, s_at, ReplicaRole.StandingBack, "it's time"));

        _output.ExpectMsg<string>().Should().Contain("\"role\":\"standing-back\"").And.Contain("\"why\":\"it's time\"");
    }

    [Fact]
    public void A_warning_of_an_actor_is_a_line_too()
    {
        Start(LogFormat.Text);
        Start(LogFormat.Json);
        Sys.Log.Warning("The disk has {0} bytes left.", 7);

        var lines = new[] { _output.ExpectMsg<string>(), _output.ExpectMsg<string>() };
        lines.Should().ContainSingle(line => line.Contains(" WARN ") && line.EndsWith("The disk has 7 bytes left.\n"));
        lines.Should().ContainSingle(line => line.Contains("\"level\":\"warn\"") && line.Contains("\"message\":\"The disk has 7 bytes left.\""));
    }

    [Fact]
    public void An_error_names_its_cause()
    {
        Start(LogFormat.Text);
        Sys.Log.Error(new IOException("disk full"), "Cannot write.");

        _output.ExpectMsg<string>().Should().Contain(" ERROR ").And.EndWith("Cannot write. [IOException: disk full]\n");
    }

    [Fact]
    public void Writes_more_or_less_when_it_is_told_to()
    {
        var log = Start(LogFormat.Text);
        Sys.Log.Info("nobody asked for this");
        Set(log, LogThreshold.Debug);
        Sys.Log.Debug("a detail");
        Set(log, LogThreshold.Error);
        Sys.Log.Warning("nor for this");
        Sys.EventStream.Publish(new ReplicaEvent.LockReachable("p", 3, s_at));
        Sys.Log.Error("an error");
        Set(log, LogThreshold.Off);
        Sys.Log.Error("nothing any more");
        Set(log, LogThreshold.Warning);
        Sys.Log.Info("nor, as in the beginning, for this");
        Sys.EventStream.Publish(new ReplicaEvent.LockReachable("p", 3, s_at));

        _output.ExpectMsg<string>().Should().Contain(" DEBUG ").And.EndWith("a detail\n");
        _output.ExpectMsg<string>().Should().Contain(" ERROR ").And.EndWith("an error\n");
        _output.ExpectMsg<string>().Should().EndWith("p can take the lock again\n");
    }

    private void Set(IActorRef log, LogThreshold threshold)
    {
        log.Tell(new EventStreamLogger.SetThreshold(threshold));
        log.Tell(new Identify(threshold), TestActor);
        ExpectMsg<ActorIdentity>();
    }

    private IActorRef Start(LogFormat format)
    {
        var log = Sys.ActorOf(EventStreamLogger.Props(new ProbeWriter(_output), format, TimeProvider.System));
        log.Tell(new Identify(format), TestActor);
        ExpectMsg<ActorIdentity>();
        return log;
    }
}
