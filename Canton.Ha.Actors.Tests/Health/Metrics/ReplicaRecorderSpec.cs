using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Health.Metrics;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Health.Metrics;

public sealed class ReplicaRecorderSpec : NodeKit
{
    private readonly ReplicaMeter _meter = ReplicaMeter.Of("participant1", "p");
    private readonly MetricStore _store;
    private readonly Board _board = new("participant1");
    private TimeSpan _now;

    public ReplicaRecorderSpec()
    {
        _store = new MetricStore([_meter]);
        Start(ReplicaRecorder.Props(_board.Status, new RecorderInstruments(_meter, ["write-pool", "ledger"]), Time));
    }

    protected override void AfterAll()
    {
        _store.Dispose();
        _meter.Dispose();
        base.AfterAll();
    }

    [Fact]
    public void Every_change_of_the_role_is_counted_from_zero()
    {
        Show("canton_ha_replica_role_changes_total", ("role", "active")).Should().Be(0);

        Promote(1, took: 100);

        Show("canton_ha_replica_role_changes_total", ("role", "promoting")).Should().Be(1);
        Show("canton_ha_replica_role_changes_total", ("role", "active")).Should().Be(1);
    }

    [Theory]
    [InlineData("first start", "participant2", "first-start")]
    [InlineData("failover", "participant2", "failover")]
    [InlineData("failover from participant2", "participant2", "failover")]
    [InlineData("switchover from participant2", "participant2", "switchover")]
    [InlineData("failover from participant1", "participant1", "reclaim")]
    public void A_take_over_has_its_time_and_the_cause_that_the_row_of_its_term_says(string cause, string leaderBefore, string shown)
    {
        _board.SeeTerm(4, leaderBefore, "long ago");
        Promote(5, took: 250);
        Show("canton_ha_replica_takeover_duration_seconds", ("cause", shown)).Should().Be(0, "the row has not been seen yet");

        _board.SeeTerm(5, "participant1", cause);
        Advance(ReplicaRecorder.LookEvery);

        Show("canton_ha_replica_takeover_duration_seconds", ("cause", shown)).Should().Be(1);
        Sum("canton.ha.replica.takeover.duration").Should().BeApproximately(0.25, 1e-9);
    }

    [Fact]
    public void A_take_over_whose_cause_nobody_saw_in_time_counts_all_the_same()
    {
        Promote(5, took: 250);
        Say(at => new ReplicaEvent.RoleChanged("participant1", 5, at, ReplicaRole.Demoting, "lost"));

        Show("canton_ha_replica_takeover_duration_seconds", ("cause", "unknown")).Should().Be(1);
    }

    [Fact]
    public void A_promotion_that_came_to_nothing_is_no_take_over()
    {
        Say(at => new ReplicaEvent.RoleChanged("participant1", 5, at, ReplicaRole.Promoting, "lock"));
        Say(at => new ReplicaEvent.RoleChanged("participant1", 5, at, ReplicaRole.Demoting, "a stage failed"));
        _board.SeeTerm(5, "participant1", "failover");
        Advance(ReplicaRecorder.LookEvery);

        Takeovers.Causes.Sum(cause => Show("canton_ha_replica_takeover_duration_seconds", ("cause", cause))).Should().Be(0);
    }

    [Fact]
    public void Stages_are_measured_from_one_to_the_next()
    {
        Show("canton_ha_replica_stage_duration_seconds", ("stage", "write-pool"), ("change", "open")).Should().Be(0);
        Show("canton_ha_replica_stage_duration_seconds", ("stage", "ledger"), ("change", "close")).Should().Be(0);
        Say(at => new ReplicaEvent.RoleChanged("participant1", 1, at, ReplicaRole.Promoting, "lock"));
        Pass(20);
        Say(at => new ReplicaEvent.StageOpened("participant1", 1, at, "write-pool"));
        Pass(30);
        Say(at => new ReplicaEvent.StageOpened("participant1", 1, at, "ledger"));

        Show("canton_ha_replica_stage_duration_seconds", ("stage", "write-pool"), ("change", "open")).Should().Be(1);
        Show("canton_ha_replica_stage_duration_seconds", ("stage", "ledger"), ("change", "open")).Should().Be(1);
        Sum("canton.ha.replica.stage.duration").Should().BeApproximately(0.05, 1e-9);
    }

    [Fact]
    public void Losses_crashes_and_hand_overs_are_counted()
    {
        Show("canton_ha_lock_losses_total").Should().Be(0);
        Show("canton_ha_replica_switchover_gap_seconds").Should().Be(0);
        Say(at => new ReplicaEvent.LockLost("participant1", 1, at, "no proof"));
        Say(at => new ReplicaEvent.BranchFailed("participant1", 1, at, "crash", TimeSpan.FromSeconds(1)));
        Say(at => new ReplicaEvent.HandedOver("participant1", 1, at, "participant2", 2, TimeSpan.FromMilliseconds(80)));

        Show("canton_ha_lock_losses_total").Should().Be(1);
        Show("canton_ha_replica_restarts_total").Should().Be(1);
        Show("canton_ha_replica_switchover_gap_seconds").Should().Be(1);
    }

    [Fact]
    public void A_synchronizer_is_shown_while_somebody_wants_it_and_each_loss_of_it_is_counted()
    {
        Synchronizer(SynchronizerPhase.Connecting);
        Show("canton_ha_synchronizer_connected", ("synchronizer", "da")).Should().Be(0);
        Synchronizer(SynchronizerPhase.Connected);
        Show("canton_ha_synchronizer_connected", ("synchronizer", "da")).Should().Be(1);
        Synchronizer(SynchronizerPhase.Connecting);
        Synchronizer(SynchronizerPhase.Connecting);
        Show("canton_ha_synchronizer_disconnects_total", ("synchronizer", "da")).Should().Be(1);
        Synchronizer(SynchronizerPhase.Disconnected);
        Show("canton_ha_synchronizer_connected", ("synchronizer", "da")).Should().BeNull();
    }

    [Fact]
    public void Other_replicas_of_the_process_have_recorders_of_their_own()
    {
        Say(at => new ReplicaEvent.LockLost("participant2", 1, at, "no proof"));

        Show("canton_ha_lock_losses_total").Should().Be(0);
    }

    [Fact]
    public void Every_second_it_is_measured_how_late_an_actor_is()
    {
        Advance(ReplicaRecorder.LookEvery * 3);

        Show("canton_ha_actors_lateness_seconds").Should().Be(3);
        Sum("canton.ha.actors.lateness").Should().BeApproximately(0, 1e-9);
    }

    private void Promote(long term, int took)
    {
        Say(at => new ReplicaEvent.RoleChanged("participant1", term, at, ReplicaRole.Promoting, "lock"));
        Pass(took);
        Say(at => new ReplicaEvent.RoleChanged("participant1", term, at, ReplicaRole.Active, "open"));
    }

    private void Synchronizer(SynchronizerPhase phase) => Say(at => new ReplicaEvent.SynchronizerChanged("participant1", 1, at, "da", phase, "so"));

    private void Pass(int milliseconds) => _now += TimeSpan.FromMilliseconds(milliseconds);

    private void Say(Func<TimeSpan, ReplicaEvent> fact) => Tell(fact(_now));

    private double? Show(string name, params (string Name, string Value)[] tags) => _store.Find(name, [("replica", "participant1"), ("node", "p"), .. tags]);

    private double Sum(string instrument) => _store.Read().Single(family => family.Name == instrument).Points.Sum(point => point.Value);
}
