using Akka.Pattern;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Pattern;

public class CircuitBreakerSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task It_opens_after_so_many_failures_and_then_calls_nothing()
    {
        var breaker = Breaker(TimeSpan.FromMinutes(1));
        await Fail(breaker);
        breaker.IsClosed.Should().BeTrue();
        await Fail(breaker);
        await AwaitConditionAsync(() => breaker.IsOpen);
        var call = () => breaker.WithCircuitBreaker(() => Task.FromResult("never"));
        await call.Should().ThrowAsync<OpenCircuitException>();
    }

    [Fact]
    public async Task One_call_that_works_closes_it_again()
    {
        var breaker = Breaker(TimeSpan.FromMilliseconds(50));
        await Fail(breaker);
        await Fail(breaker);
        await AwaitConditionAsync(() => breaker.IsHalfOpen);
        (await breaker.WithCircuitBreaker(() => Task.FromResult("works"))).Should().Be("works");
        breaker.IsClosed.Should().BeTrue();
    }

    [Fact]
    public async Task One_call_that_fails_keeps_it_open()
    {
        var opened = 0;
        var breaker = Breaker(TimeSpan.FromMilliseconds(50)).OnOpen(() => Interlocked.Increment(ref opened));
        await Fail(breaker);
        await Fail(breaker);
        await AwaitConditionAsync(() => breaker.IsHalfOpen);
        await Fail(breaker);
        await AwaitConditionAsync(() => Volatile.Read(ref opened) == 2);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_has_failed()
    {
        var breaker = new CircuitBreaker(Sys.Scheduler, 1, TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(1));
        var never = new TaskCompletionSource<string>();
        var call = () => breaker.WithCircuitBreaker(() => never.Task);
        await call.Should().ThrowAsync<TimeoutException>();
        await AwaitConditionAsync(() => breaker.IsOpen);
    }

    [Fact]
    public async Task Attempts_are_repeated()
    {
        var attempts = 0;
        Task<int> Attempt() => ++attempts < 3 ? Task.FromException<int>(new InvalidOperationException("not yet")) : Task.FromResult(attempts);
        (await RetrySupport.Retry(Attempt, 5)).Should().Be(3);
        attempts = 0;
        (await RetrySupport.Retry(Attempt, 5, TimeSpan.FromMilliseconds(5), Sys.Scheduler)).Should().Be(3);
        var never = () => RetrySupport.Retry(() => Task.FromException<int>(new InvalidOperationException("never")), 2);
        await never.Should().ThrowAsync<InvalidOperationException>().WithMessage("never");
    }

    private static async Task Fail(CircuitBreaker breaker)
    {
        var call = () => breaker.WithCircuitBreaker(() => Task.FromException<string>(new InvalidOperationException("no")));
        await call.Should().ThrowAsync<InvalidOperationException>();
    }

    private CircuitBreaker Breaker(TimeSpan resetTimeout) => CircuitBreaker.Create(Sys.Scheduler, 2, TimeSpan.FromSeconds(3), resetTimeout);
}
