using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class CallKindsSpec
{
    [Fact]
    public async Task A_unary_call_is_answered_with_one_message_and_a_status_in_the_trailers()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.CallAsync("Say", new Note { Text = "hello", Number = 7 });

        response.Http.Content.Headers.ContentType!.MediaType.Should().Be("application/grpc");
        response.Notes.Should().Equal(new Note { Text = "hello", Number = 7 });
        response.IsTrailersOnly.Should().BeFalse();
        response.Status.Should().Be(StatusCode.OK);
        response.Message.Should().BeNull();
    }

    [Fact]
    public async Task A_stream_of_requests_is_answered_with_one_message()
    {
        await using var server = await NotesServer.StartAsync();
        byte[] body = [.. Frame.Of(new Note { Text = "a" }), .. Frame.Of(new Note { Text = "b" }), .. Frame.Of(new Note { Text = "c" })];

        var response = await server.Client.SendAsync("Collect", body);

        response.Notes.Should().Equal(new Note { Text = "abc", Number = 3 });
        response.Status.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task A_request_is_answered_with_a_stream_of_messages_in_order()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.CallAsync("List", new Note { Number = 1000 });

        response.Notes.Select(note => note.Number).Should().Equal(Enumerable.Range(0, 1000));
        response.Status.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task In_a_conversation_each_message_is_delivered_before_the_next_is_sent()
    {
        await using var server = await NotesServer.StartAsync();
        var requests = new PushContent();
        using var call = await server.Client.OpenAsync("Talk", Pushed(requests, "first"));
        (await call.NextAsync())!.Text.Should().Be("first");

        Pushed(requests, "second");
        (await call.NextAsync())!.Text.Should().Be("second");

        requests.End();
        (await call.ReadToEndAsync()).Status.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task A_stream_without_a_message_is_answered_with_headers_alone()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.CallAsync("List", new Note { Number = 0 });

        response.Frames.Should().BeEmpty();
        response.IsTrailersOnly.Should().BeTrue();
        response.Status.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task A_message_may_come_in_pieces_of_a_single_byte()
    {
        await using var server = await NotesServer.StartAsync();
        var requests = new PushContent();
        foreach (var octet in Frame.Of(new Note { Text = "slow" }))
            requests.Push(octet);
        requests.End();

        using var call = await server.Client.OpenAsync("Say", requests);

        (await call.NextAsync())!.Text.Should().Be("slow");
    }

    [Fact]
    public async Task An_empty_message_is_a_message()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.CallAsync("Say", new Note());

        response.Frames.Should().ContainSingle().Which.Bytes.Should().BeEmpty();
    }

    private static PushContent Pushed(PushContent content, string text)
    {
        content.Push(Frame.Of(new Note { Text = text }));
        return content;
    }
}
