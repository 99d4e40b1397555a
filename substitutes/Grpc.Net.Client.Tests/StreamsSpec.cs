using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class StreamsSpec
{
    [Fact]
    public async Task Responses_are_read_one_by_one_up_to_the_end()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            await call.ReadTextAsync();
            await call.AnswerAsync("one", "two", "three");
        });
        using var channel = server.Channel();
        using var call = channel.Stream("hello");

        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        call.ResponseStream.Current.Should().Be("one");
        (await call.ResponseStream.All()).Should().Equal("two", "three");
        (await call.ResponseStream.MoveNext()).Should().BeFalse();
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task Requests_are_answered_once()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            var all = "";
            while (await call.ReadTextAsync() is { } next)
                all += next;
            await call.AnswerAsync(all);
        });
        using var channel = server.Channel();
        using var call = channel.Upload();

        foreach (var request in new[] { "a", "b", "c" })
            await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();

        (await call.ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("abc");
    }

    [Fact]
    public async Task A_conversation_goes_to_and_fro()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            while (await call.ReadTextAsync() is { } next)
                await call.WriteAsync(Raw.Message("echo " + next));
            call.End();
        });
        using var channel = server.Channel();
        using var call = channel.Talk();

        for (var i = 0; i < 10; i++)
        {
            await call.RequestStream.WriteAsync(i.ToString());
            (await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon)).Should().BeTrue();
            call.ResponseStream.Current.Should().Be("echo " + i);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon)).Should().BeFalse();
    }
}
