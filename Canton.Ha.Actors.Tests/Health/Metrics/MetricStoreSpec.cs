using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Health.Metrics;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Health.Metrics;

public sealed class MetricStoreSpec : IDisposable
{
    private readonly ReplicaMeter _meter = ReplicaMeter.Of("participant1", "p");
    private readonly ReplicaMeter _other = ReplicaMeter.Of("participant2", "p");
    private readonly MetricStore _store;

    public MetricStoreSpec() => _store = new MetricStore([_meter, _other]);

    public void Dispose()
    {
        _store.Dispose();
        _meter.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Counts_are_added_up_for_each_set_of_tags()
    {
        var counter = _meter.Counter("things", "{thing}", "Things.");
        counter.Add(1, "kind", "a");
        counter.Add(2, "kind", "a");
        counter.Add(5, "kind", "b", "error", "E");

        _store.ShouldShow("canton_ha_things_total", 3, ("replica", "participant1"), ("node", "p"), ("kind", "a"));
        _store.ShouldShow("canton_ha_things_total", 5, ("replica", "participant1"), ("node", "p"), ("kind", "b"), ("error", "E"));
    }

    [Fact]
    public void What_comes_and_goes_is_what_is_there()
    {
        var level = _meter.Level("streams", "{stream}", "Streams.");
        level.Add(1, "method", "m");
        level.Add(1, "method", "m");
        level.Add(-1, "method", "m");

        _store.ShouldShow("canton_ha_streams", 1, ("replica", "participant1"), ("node", "p"), ("method", "m"));
    }

    [Fact]
    public void Durations_are_sorted_into_the_buckets_that_were_asked_for_and_none_is_less_than_nothing()
    {
        var durations = _meter.Durations("wait", "Waits.", [0.1, 1]);
        foreach (var seconds in new[] { -5.0, 0.1, 0.5, 3 })
            durations.Record(TimeSpan.FromSeconds(seconds));

        var point = _store.Read().Single(family => family.Name == "canton.ha.wait").Points.Should().ContainSingle().Subject;
        point.Buckets.Should().Equal(new MetricBucket(0.1, 2), new MetricBucket(1, 3), new MetricBucket(double.PositiveInfinity, 4));
        point.Value.Should().BeApproximately(3.6, 1e-9);
    }

    [Fact]
    public void What_is_expected_is_shown_without_a_duration_before_the_first_one()
    {
        var durations = _meter.Durations("wait", "Waits.", [0.1, 1], [[new("kind", "a")]]);
        _store.ShouldShow("canton_ha_wait_seconds", 0, ("replica", "participant1"), ("node", "p"), ("kind", "a"));

        durations.Record(TimeSpan.FromSeconds(2), "kind", "a");

        _store.Read().Single(family => family.Name == "canton.ha.wait").Points.Should().ContainSingle().Which.Value.Should().Be(2);
    }

    [Fact]
    public void A_number_that_is_no_more_is_not_shown_any_more()
    {
        double? age = 2;
        _meter.Gauge("age", "s", "Age.", () => age);
        _store.ShouldShow("canton_ha_age_seconds", 2, ("replica", "participant1"), ("node", "p"));

        age = null;

        _store.Read().Single(family => family.Name == "canton.ha.age").Points.Should().BeEmpty();
    }

    [Fact]
    public void Replicas_of_one_process_share_a_metric_and_are_told_apart()
    {
        foreach (var meter in new[] { _meter, _other })
            meter.Counter("things", "{thing}", "Things.").Add(1);

        _store.Read().Where(family => family.Name == "canton.ha.things").Should().ContainSingle()
            .Which.Points.Select(point => point.Tags[0].Value).Should().BeEquivalentTo("participant1", "participant2");
    }

    [Fact]
    public void Replicas_of_other_nodes_of_the_process_are_none_of_its_business()
    {
        using var stranger = ReplicaMeter.Of("participant3", "q");
        stranger.Counter("strange", "{thing}", "Things.").Add(1);

        _store.Read().Should().NotContain(family => family.Name == "canton.ha.strange");
    }

    [Fact]
    public void However_many_tags_there_are_the_series_are_bounded()
    {
        var counter = _meter.Counter("things", "{thing}", "Things.");
        for (var i = 0; i < MetricSeries.Most + 50; i++)
            counter.Add(1, "kind", $"{i}");

        _store.Read().Single(family => family.Name == "canton.ha.things").Points.Should().HaveCount(MetricSeries.Most + 1);
        _store.ShouldShow("canton_ha_things_total", 50, ("overflow", "true"));
    }

    [Fact]
    public void Whatever_many_threads_count_at_once_is_counted()
    {
        var counter = _meter.Counter("things", "{thing}", "Things.");
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < 1000; i++)
                counter.Add(1, "kind", $"{i % 10}");
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        _store.Read().Single(family => family.Name == "canton.ha.things").Points.Sum(point => point.Value).Should().Be(4000);
    }

    [Fact]
    public void Nobody_measures_a_silent_replica_and_nothing_comes_of_it()
    {
        var silent = ReplicaMeter.Silent;
        silent.Counter("silent", "", "").Add(1);
        silent.Level("silent", "", "").Add(1, "a", "b");
        silent.Durations("silent", "", [1]).Record(TimeSpan.Zero, "a", "b", "c", "d");
        silent.Gauge("silent", "", "", () => throw new InvalidOperationException("Nobody asks."));

        _store.Read().Should().NotContain(family => family.Name == "canton.ha.silent");
    }
}
