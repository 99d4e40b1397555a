using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class UnarySpec
{
    [Fact]
    public async Task A_request_gets_its_response()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("echo " + await call.ReadTextAsync()));
        using var channel = server.Channel();

        using var call = channel.Call("hello");

        (await call.ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("echo hello");
        call.GetStatus().Should().Be(Status.DefaultSuccess);
        call.GetTrailers().Should().BeEmpty();
    }

    [Fact]
    public async Task A_blocking_call_returns_the_response()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("echo " + await call.ReadTextAsync()));
        using var channel = server.Channel();

        channel.CreateCallInvoker().BlockingUnaryCall(Echo.Unary, null, default, "hello").Should().Be("echo hello");
    }

    [Fact]
    public async Task The_request_is_what_the_protocol_wants()
    {
        HttpRequest? seen = null;
        await using var server = await RawServer.StartAsync(async call =>
        {
            seen = call.Request;
            seen.Path.Value.Should().Be("/test.Echo/Unary");
            seen.Method.Should().Be("POST");
            seen.Protocol.Should().Be("HTTP/2");
            seen.ContentType.Should().Be("application/grpc");
            seen.Headers["te"].Should().Equal("trailers");
            seen.Headers["grpc-accept-encoding"].ToString().Should().Be("identity,gzip,deflate");
            seen.Headers.UserAgent.ToString().Should().StartWith("grpc-dotnet/2.71.0").And.Contain("; net10.0; ");
            seen.Headers.ContainsKey("grpc-timeout").Should().BeFalse();
            seen.Headers.ContainsKey("grpc-encoding").Should().BeFalse();
            await call.AnswerAsync("fine");
        });
        using var channel = server.Channel();

        (await channel.Call("hello").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("fine");
        seen.Should().NotBeNull();
    }

    [Fact]
    public async Task An_empty_message_is_a_message()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync(await call.ReadTextAsync() ?? "nothing came"));
        using var channel = server.Channel();

        (await channel.Call("").ResponseAsync.WaitAsync(Raw.Soon)).Should().BeEmpty();
    }

    [Fact]
    public async Task Messages_of_ten_mebibytes_go_both_ways()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadTextAsync())!));
        using var channel = server.Channel(options => options.MaxReceiveMessageSize = null);
        var large = new string('x', 10 * 1024 * 1024);

        (await channel.Call(large).ResponseAsync.WaitAsync(Raw.Soon)).Should().Be(large);
    }

    [Fact]
    public async Task Headers_are_there_before_the_response()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Response.Headers["x-early"] = "yes";
            call.Accept();
            await call.Response.Body.FlushAsync();
            await mayAnswer.Task;
            await call.WriteAsync(Raw.Message("late"));
            call.End();
        });
        using var channel = server.Channel();
        using var call = channel.Call("hello");

        (await call.ResponseHeadersAsync.WaitAsync(Raw.Soon)).GetValue("x-early").Should().Be("yes");
        call.ResponseAsync.IsCompleted.Should().BeFalse();
        mayAnswer.SetResult();
        (await call.ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("late");
    }

    [Fact]
    public async Task Status_and_trailers_are_not_there_before_the_end()
    {
        await using var story = await Hanging.StartAsync();
        using var channel = story.Server.Channel();
        using var call = channel.Call("hello");

        call.Invoking(c => c.GetStatus()).Should().Throw<InvalidOperationException>().WithMessage("Unable to get the status because the call is not complete.");
        call.Invoking(c => c.GetTrailers()).Should().Throw<InvalidOperationException>().WithMessage("Can't get the call trailers because the call has not completed successfully.");
    }

    [Fact]
    public async Task Many_calls_at_a_time_share_the_channel()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("echo " + await call.ReadTextAsync()));
        using var channel = server.Channel();

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => channel.Call(i.ToString()).ResponseAsync)).WaitAsync(Raw.Soon);

        answers.Should().Equal(Enumerable.Range(0, 300).Select(i => "echo " + i));
    }

    [Fact]
    public async Task A_secured_channel_speaks_http2_over_tls()
    {
        await using var server = await RawServer.StartSecureAsync(async call => await call.AnswerAsync($"{call.Request.Scheme} {call.Request.Protocol}"));
        using var channel = server.Channel();

        (await channel.Call("hello").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("https HTTP/2");
    }
}
