using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Storage;

public sealed class WriteAccessSpec
{
    private readonly WriteAccess _access = new();
    private readonly FakeTime _time = new();
    private readonly FakeTerm _held;
    private readonly FakeWritePool _pool;

    public WriteAccessSpec()
    {
        _held = new FakeTerm(1, new SessionId(1, 0), _time);
        var link = new FakeLink(new FakeDatabase(_time, ReplicaSettings.Default), "participant1");
        _pool = new FakeWritePool(link, new FakeWritePools(link), _held.Term);
    }

    [Fact]
    public async Task Refuses_before_it_is_opened()
    {
        await ExpectRefusalAsync();
        _access.Admitting.Should().BeNull();
    }

    [Fact]
    public async Task Gives_a_session_while_the_term_is_held()
    {
        _access.Open(_pool);

        await using var session = await _access.RentAsync(CancellationToken.None);
        _access.Admitting.Should().BeSameAs(_held.Term);
    }

    [Fact]
    public async Task Refuses_from_the_moment_in_which_the_term_is_lost()
    {
        _access.Open(_pool);
        _held.Lose();

        await ExpectRefusalAsync();
    }

    [Fact]
    public async Task Refuses_when_the_proof_is_too_old()
    {
        _access.Open(_pool);
        _time.Advance(TimeSpan.FromMinutes(10));

        await ExpectRefusalAsync();
    }

    [Fact]
    public async Task Refuses_who_waited_for_a_session_until_the_term_was_lost()
    {
        _access.Open(_pool);
        _pool.Renting.Hang();
        var renting = _access.RentAsync(CancellationToken.None);
        _held.Lose();
        _pool.Renting.Answer();

        await FluentActions.Awaiting(() => renting).Should().ThrowAsync<NotActiveException>();
        _pool.Returning.Asked.Should().Be(1);
        _access.Close().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task Is_left_when_the_last_session_is_given_back()
    {
        _access.Open(_pool);
        var first = await _access.RentAsync(CancellationToken.None);
        var second = await _access.RentAsync(CancellationToken.None);
        var left = _access.Close();
        await first.DisposeAsync();
        left.IsCompleted.Should().BeFalse();
        await second.DisposeAsync();

        left.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task Counts_a_session_once_however_often_it_is_given_back()
    {
        _access.Open(_pool);
        var first = await _access.RentAsync(CancellationToken.None);
        await using var second = await _access.RentAsync(CancellationToken.None);
        var left = _access.Close();
        await first.DisposeAsync();
        await first.DisposeAsync();

        left.IsCompleted.Should().BeFalse();
        _pool.Returning.Asked.Should().Be(1);
    }

    [Fact]
    public async Task Is_left_also_when_giving_back_fails()
    {
        _access.Open(_pool);
        var session = await _access.RentAsync(CancellationToken.None);
        _pool.Returning.Fail(new IOException("the connection is closed"));
        await FluentActions.Awaiting(() => session.DisposeAsync().AsTask()).Should().ThrowAsync<IOException>();

        _access.Close().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task Is_left_also_by_who_got_no_session()
    {
        _access.Open(_pool);
        _pool.Renting.Fail(new IOException("the connection is closed"));
        await FluentActions.Awaiting(() => _access.RentAsync(CancellationToken.None)).Should().ThrowAsync<IOException>();

        _access.Close().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void Is_left_at_once_when_it_was_never_opened() => _access.Close().IsCompletedSuccessfully.Should().BeTrue();

    private async Task ExpectRefusalAsync() =>
        await FluentActions.Awaiting(() => _access.RentAsync(CancellationToken.None)).Should().ThrowAsync<NotActiveException>();
}
