using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Health.Metrics;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

public sealed class MeasuredLockSessionsSpec : IDisposable
{
    private readonly ReplicaMeter _meter = ReplicaMeter.Of("participant1", "p");
    private readonly FakeTime _time = new();
    private readonly FakeDatabase _database;
    private readonly FakeLockSessions _sessions;
    private readonly MeasuredLockSessions _measured;
    private readonly MetricStore _store;

    public MeasuredLockSessionsSpec()
    {
        _store = new MetricStore([_meter]);
        _database = new FakeDatabase(_time, ReplicaSettings.Default);
        _sessions = new FakeLockSessions(new FakeLink(_database, "participant1"));
        _measured = new MeasuredLockSessions(_sessions, new LockMeter(_meter), _time);
    }

    public void Dispose()
    {
        _store.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Every_try_is_counted_by_what_it_came_to()
    {
        var other = await new FakeLockSessions(new FakeLink(_database, "participant2")).OpenAsync(_ => { }, default);
        await other.TryAcquireAsync(0, default);
        await using var session = await _measured.OpenAsync(_ => { }, default);

        await session.TryAcquireAsync(0, default);
        await session.TryAcquireAsync(0, default);
        await other.ReleaseAsync(null, default);
        (await session.TryAcquireAsync(0, default)).Should().BeOfType<LockAttempt.Taken>();

        Tries("held-by-another").Should().Be(2);
        Tries("taken").Should().Be(1);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_counted_as_failures()
    {
        await using var session = await _measured.OpenAsync(_ => { }, default);
        _sessions.Trying.Fail(new IOException("gone"));
        _sessions.Opening.Fail(new IOException("gone"));

        await FluentActions.Awaiting(() => session.TryAcquireAsync(0, default)).Should().ThrowAsync<IOException>();
        await FluentActions.Awaiting(() => _measured.OpenAsync(_ => { }, default)).Should().ThrowAsync<IOException>();

        Tries("failed").Should().Be(2);
    }

    [Fact]
    public async Task A_proof_has_its_round_trip_and_answers_where_the_database_answered()
    {
        // The runner's context would have everything go on elsewhere.
        SynchronizationContext.SetSynchronizationContext(null);
        await using var session = await _measured.OpenAsync(_ => { }, default);
        await session.TryAcquireAsync(0, default);
        _sessions.Proving.Delay();
        var proving = session.ProveAsync(default);
        _time.Advance(TimeSpan.FromMilliseconds(40));

        _sessions.Proving.Answer();

        proving.IsCompleted.Should().BeTrue("no other thread is needed for it");
        _store.Find("canton_ha_lock_proof_duration_seconds", ("replica", "participant1"), ("node", "p")).Should().Be(1);
        _store.Read().Single(family => family.Name == "canton.ha.lock.proof.duration").Points[0].Value.Should().BeApproximately(0.04, 1e-9);
    }

    private double? Tries(string outcome) => _store.Find("canton_ha_lock_attempts_total", ("replica", "participant1"), ("node", "p"), ("outcome", outcome));
}
