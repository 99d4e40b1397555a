using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class DeadlineSpec
{
    [Theory]
    [InlineData(10, "m", 1, 10_000)]
    [InlineData(30, "m", 20_000, 30_000)]
    [InlineData(3_000, "S", 2_990, 3_000)]
    [InlineData(8_000_000, "S", 7_999_000, 8_000_000)]
    public async Task The_server_is_told_how_much_time_is_left(double seconds, string unit, long from, long upTo)
    {
        var timeout = "";
        await using var server = await RawServer.StartAsync(async call =>
        {
            timeout = call.Request.Headers["grpc-timeout"].ToString();
            await call.AnswerAsync("fine");
        });
        using var channel = server.Channel();

        await channel.Call("hello", Within(TimeSpan.FromSeconds(seconds))).ResponseAsync.WaitAsync(Raw.Soon);

        // Whole seconds and minutes are said as such, and that is as good.
        timeout.Should().MatchRegex("^[0-9]{1,8}[HMSm]$");
        var units = timeout[^1] switch { 'H' => 3_600_000, 'M' => 60_000, 'S' => 1000, _ => 1 };
        var milliseconds = long.Parse(timeout[..^1]) * units;
        milliseconds.Should().BeInRange(unit == "S" ? from * 1000 : from, unit == "S" ? upTo * 1000 : upTo);
    }

    [Fact]
    public async Task The_call_ends_even_if_somebody_who_listens_to_that_throws()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel(options => options.HttpHandler = new Throwing());
        using var call = channel.Stream("hello", Within(TimeSpan.FromSeconds(1)));
        await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon);

        (await call.ResponseStream.MoveNext().Failure()).StatusCode.Should().Be(StatusCode.DeadlineExceeded);

        await story.Reset;
    }

    [Fact]
    public async Task No_timeout_is_longer_than_eight_digits_of_seconds()
    {
        var timeout = "";
        await using var server = await RawServer.StartAsync(async call =>
        {
            timeout = call.Request.Headers["grpc-timeout"].ToString();
            await call.AnswerAsync("fine");
        });
        using var channel = server.Channel();

        await channel.Call("hello", Within(TimeSpan.FromDays(5_000))).ResponseAsync.WaitAsync(Raw.Soon);

        timeout.Should().Be("99999999S");
    }

    [Fact]
    public async Task Late_calls_end_on_both_sides()
    {
        await using var story = await Hanging.StartAsync();
        using var channel = story.Server.Channel();
        using var call = channel.Call("hello", Within(TimeSpan.FromMilliseconds(300)));

        var failure = await call.ResponseAsync.Failure();

        failure.Status.Should().Be(new Status(StatusCode.DeadlineExceeded, ""));
        call.GetStatus().StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        await story.Reset;
    }

    [Fact]
    public async Task A_stream_that_goes_on_too_long_is_cut()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        using var call = channel.Stream("hello", Within(TimeSpan.FromSeconds(3)));
        (await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon)).Should().BeTrue();

        (await call.ResponseStream.MoveNext().Failure()).StatusCode.Should().Be(StatusCode.DeadlineExceeded);

        await story.Reset;
        (await call.ResponseStream.MoveNext().Failure()).StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task A_writer_learns_that_time_is_up()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        using var call = channel.Talk(Within(TimeSpan.FromMilliseconds(300)));
        await call.ResponseStream.All().Failure();

        (await call.RequestStream.WriteAsync("late").Failure()).StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task A_call_whose_time_is_up_before_it_starts_is_not_sent()
    {
        await using var story = await Hanging.StartAsync();
        using var channel = story.Server.Channel();

        (await channel.Call("hello", new CallOptions(deadline: DateTime.UnixEpoch)).ResponseAsync.Failure()).StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        (await channel.Call("hello", new CallOptions(deadline: DateTime.MinValue)).ResponseAsync.Failure()).StatusCode.Should().Be(StatusCode.DeadlineExceeded);

        story.Called.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Only_utc_is_a_deadline()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("fine"));
        using var channel = server.Channel();

        channel.Invoking(c => c.Call("hello", new CallOptions(deadline: new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Local)))).Should().Throw<InvalidOperationException>()
            .WithMessage("Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue.");
        await channel.Call("hello", new CallOptions(deadline: DateTime.MaxValue)).ResponseAsync.WaitAsync(Raw.Soon);
    }

    [Fact]
    public async Task Being_late_can_be_told_as_cancellation()
    {
        await using var story = await Hanging.StartAsync();
        using var channel = story.Server.Channel(options => options.ThrowOperationCanceledOnCancellation = true);
        using var call = channel.Call("hello", Within(TimeSpan.FromMilliseconds(300)));

        await call.ResponseAsync.Awaiting(task => task.WaitAsync(Raw.Soon)).Should().ThrowAsync<OperationCanceledException>();

        call.GetStatus().StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    private static CallOptions Within(TimeSpan time) => new(deadline: DateTime.UtcNow + time);

    /// <summary>Throws when a call is cancelled.</summary>
    private sealed class Throwing() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => throw new InvalidOperationException("thrown on purpose"));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
