using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Health.Metrics;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Storage;

public sealed class WriteMeterSpec : IDisposable
{
    private readonly ReplicaMeter _meter = ReplicaMeter.Of("participant1", "p");
    private readonly MetricStore _store;
    private readonly WriteAccess _access;
    private readonly FakeWritePool _pool;

    public WriteMeterSpec()
    {
        _store = new MetricStore([_meter]);
        _access = new WriteAccess(_meter);
        var time = new FakeTime();
        var link = new FakeLink(new FakeDatabase(time, ReplicaSettings.Default), "participant1");
        _pool = new FakeWritePool(link, new FakeWritePools(link), new FakeTerm(1, new SessionId(1, 0), time).Term);
    }

    public void Dispose()
    {
        _store.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Sessions_are_shown_while_there_are_any_and_who_has_them_or_waits_for_them()
    {
        Levels().Should().Be((0, 0, 0));
        _access.Open(_pool);
        Levels().Should().Be((1, 0, 0));

        var first = await _access.RentAsync(default);
        _pool.Renting.Hang();
        var second = _access.RentAsync(default);
        Levels().Should().Be((1, 1, 1));

        _pool.Renting.Answer();
        await (await second).DisposeAsync();
        await first.DisposeAsync();
        _ = _access.Close();
        Levels().Should().Be((0, 0, 0));
        Show("canton_ha_write_wait_duration_seconds").Should().Be(2);
    }

    [Fact]
    public async Task Who_was_refused_waits_no_longer()
    {
        _access.Open(_pool);
        _pool.Renting.Fail(new IOException("the connection is closed"));

        await FluentActions.Awaiting(() => _access.RentAsync(default)).Should().ThrowAsync<IOException>();

        Levels().Should().Be((1, 0, 0));
    }

    private (double?, double?, double?) Levels() =>
        (Show("canton_ha_write_sessions_open"), Show("canton_ha_write_sessions_used"), Show("canton_ha_write_sessions_waiting"));

    private double? Show(string name) => _store.Find(name, ("replica", "participant1"), ("node", "p"));
}
