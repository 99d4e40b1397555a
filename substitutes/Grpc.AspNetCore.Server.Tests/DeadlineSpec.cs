using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class DeadlineSpec
{
    [Fact]
    public async Task A_call_without_a_timeout_has_no_deadline()
    {
        await using var server = await NotesServer.StartAsync();
        var deadline = CaptureDeadline(server);

        await server.Client.CallAsync("Say", new Note());

        (await deadline).Should().Be(DateTime.MaxValue);
    }

    [Theory]
    [InlineData("1H", 3600)]
    [InlineData("3M", 180)]
    [InlineData("25S", 25)]
    [InlineData("25000m", 25)]
    [InlineData("25000000u", 25)]
    [InlineData("2000000000n", 2)]
    [InlineData("1000000H", 99_999_999)]
    public async Task A_timeout_sets_the_deadline(string timeout, int seconds)
    {
        await using var server = await NotesServer.StartAsync();
        var deadline = CaptureDeadline(server);
        var before = DateTime.UtcNow;

        var response = await server.Client.CallAsync("Say", new Note(), ("grpc-timeout", timeout));

        response.Status.Should().Be(StatusCode.OK);
        (await deadline).Should().BeCloseTo(before.AddSeconds(seconds), TimeSpan.FromSeconds(5));
        (await deadline).Kind.Should().Be(DateTimeKind.Utc);
    }

    [Theory]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("-5S")]
    [InlineData("5X")]
    [InlineData("0m")]
    [InlineData("99999999999S")]
    public async Task A_timeout_that_makes_no_sense_is_ignored(string timeout)
    {
        await using var server = await NotesServer.StartAsync();
        var deadline = CaptureDeadline(server);

        await server.Client.CallAsync("Say", new Note(), ("grpc-timeout", timeout));

        (await deadline).Should().Be(DateTime.MaxValue);
        server.Logs.Entries.Should().Contain(entry => entry.Event == "InvalidTimeoutIgnored");
    }

    [Fact]
    public async Task A_call_that_takes_too_long_ends_with_DEADLINE_EXCEEDED_and_cancels_the_service()
    {
        await using var server = await NotesServer.StartAsync();
        var cancelled = new TaskCompletionSource<DateTime>();
        server.Script.Say = async (note, context) =>
        {
            await Cancelled(context.CancellationToken);
            cancelled.SetResult(context.Deadline);
            return note;
        };

        var response = await server.Client.CallAsync("Say", new Note(), ("grpc-timeout", "200m"));

        (response.Status, response.Message).Should().Be((StatusCode.DeadlineExceeded, "Deadline Exceeded"));
        (await cancelled.Task.WaitAsync(Patience.Long)).Should().BeOnOrBefore(DateTime.UtcNow);
        response.Frames.Should().BeEmpty();
    }

    [Fact]
    public async Task A_stream_that_takes_too_long_keeps_its_messages_and_ends_with_DEADLINE_EXCEEDED()
    {
        await using var server = await NotesServer.StartAsync();
        var afterwards = new TaskCompletionSource<Exception?>();
        server.Script.List = async (note, notes, context) =>
        {
            await notes.WriteAsync(note);
            await Cancelled(context.CancellationToken);
            afterwards.SetResult(await Record.ExceptionAsync(() => notes.WriteAsync(note)));
        };

        var response = await server.Client.CallAsync("List", new Note { Number = 5 }, ("grpc-timeout", "300m"));

        response.Frames.Should().ContainSingle();
        response.Status.Should().Be(StatusCode.DeadlineExceeded);
        (await afterwards.Task.WaitAsync(Patience.Long)).Should().BeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task A_service_that_ignores_its_deadline_does_not_keep_the_client_waiting()
    {
        await using var server = await NotesServer.StartAsync();
        var stubborn = new TaskCompletionSource<Note>();
        server.Script.Say = (_, _) => stubborn.Task;

        var response = await server.Client.CallAsync("Say", new Note(), ("grpc-timeout", "100m"));

        response.Status.Should().Be(StatusCode.DeadlineExceeded);
        stubborn.SetResult(new Note());
    }

    [Fact]
    public async Task An_exception_after_the_deadline_does_not_change_the_status()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = async (_, context) =>
        {
            await Cancelled(context.CancellationToken);
            throw new RpcException(new Status(StatusCode.DataLoss, "late"));
        };

        var response = await server.Client.CallAsync("Say", new Note(), ("grpc-timeout", "100m"));

        response.Status.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task A_call_that_ends_in_time_leaves_no_timer_behind()
    {
        await using var server = await NotesServer.StartAsync();

        for (var i = 0; i < 20; i++)
            (await server.Client.CallAsync("Say", new Note(), ("grpc-timeout", "1S"))).Status.Should().Be(StatusCode.OK);

        server.Logs.Entries.Count(entry => entry.Event == "DeadlineStarted").Should().Be(20);
        server.Logs.Entries.Count(entry => entry.Event == "DeadlineStopped").Should().Be(20);
        server.Logs.Entries.Should().NotContain(entry => entry.Event == "DeadlineExceeded");
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_a_call_with_a_deadline()
    {
        await using var server = await NotesServer.StartAsync();
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        server.Script.List = async (_, notes, context) =>
        {
            await notes.WriteAsync(new Note());
            started.SetResult();
            await Cancelled(context.CancellationToken);
            cancelled.SetResult();
        };
        var call = await server.Client.OpenAsync("List", new Note(), ("grpc-timeout", "1H"));
        await started.Task.WaitAsync(Patience.Long);

        call.Dispose();

        await cancelled.Task.WaitAsync(Patience.Long);
    }

    [Fact]
    [Trait("BeyondPackage", "true")]
    public async Task A_timeout_of_a_nanosecond_is_a_deadline()
    {
        await using var server = await NotesServer.StartAsync();
        var stubborn = new TaskCompletionSource<Note>();
        server.Script.Say = (_, _) => stubborn.Task;

        (await server.Client.CallAsync("Say", new Note(), ("grpc-timeout", "1n"))).Status.Should().Be(StatusCode.DeadlineExceeded);
        stubborn.SetResult(new Note());
    }

    private static Task Cancelled(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return cancelled.Task.WaitAsync(Patience.Long, CancellationToken.None);
    }

    private static Task<DateTime> CaptureDeadline(NotesServer server)
    {
        var deadline = new TaskCompletionSource<DateTime>();
        server.Script.Say = (note, context) =>
        {
            deadline.SetResult(context.Deadline);
            return Task.FromResult(note);
        };
        return deadline.Task.WaitAsync(Patience.Long);
    }
}
