using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class StreamRulesSpec
{
    [Fact]
    public async Task A_null_message_is_refused()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.List = async (note, notes, _) =>
        {
            (await Record.ExceptionAsync(() => notes.WriteAsync(null!))).Should().BeOfType<ArgumentNullException>();
            await notes.WriteAsync(note);
        };

        (await server.Client.CallAsync("List", new Note())).Status.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task What_a_service_leaves_running_can_neither_write_nor_read()
    {
        await using var server = await NotesServer.StartAsync();
        var streams = new TaskCompletionSource<(IAsyncStreamReader<Note> Requests, IServerStreamWriter<Note> Responses)>();
        server.Script.Talk = async (requests, responses, _) =>
        {
            await responses.WriteAsync(new Note());
            streams.SetResult((requests, responses));
        };
        await server.Client.CallAsync("Talk", new Note());
        var (requests, responses) = await streams.Task;

        (await Record.ExceptionAsync(() => requests.MoveNext(CancellationToken.None))).Should().BeOfType<InvalidOperationException>()
            .Which.Message.Should().Be("Can't read messages after the request is complete.");
        (await Record.ExceptionAsync(() => responses.WriteAsync(new Note()))).Should().BeOfType<InvalidOperationException>()
            .Which.Message.Should().Be("Can't write the message because the request is complete.");
    }

    [Fact]
    public async Task A_second_write_before_the_first_has_ended_is_refused()
    {
        await using var server = await NotesServer.StartAsync();
        var refusal = new TaskCompletionSource<Exception?>();
        server.Script.List = async (note, notes, _) =>
        {
            var written = WriteAsync();
            Task next;
            while (!(next = WriteAsync()).IsFaulted)
                written = next;
            refusal.SetResult(next.Exception!.InnerException);
            await written;

            async Task WriteAsync() => await notes.WriteAsync(note);
        };
        using var call = await server.Client.OpenAsync("List", new Note { Text = new string('x', 10_000) });

        (await refusal.Task.WaitAsync(Patience.Long)).Should().BeOfType<InvalidOperationException>()
            .Which.Message.Should().Be("Can't write the message because the previous write is in progress.");

        (await call.ReadToEndAsync()).Status.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task Messages_with_the_hint_to_buffer_go_out_with_the_next_one_without()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.List = async (note, notes, _) =>
        {
            notes.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
            for (var i = 0; i < 100; i++)
                await notes.WriteAsync(note);
            notes.WriteOptions = null;
            await notes.WriteAsync(new Note { Text = "last" });
        };

        var response = await server.Client.CallAsync("List", new Note());

        response.Notes.Should().HaveCount(101);
        response.Notes[^1].Text.Should().Be("last");
    }

    [Fact]
    public async Task Current_is_the_message_read_last_and_nothing_at_the_end()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Collect = async (notes, _) =>
        {
            var seen = new List<string?>();
            while (await notes.MoveNext(CancellationToken.None))
                seen.Add(notes.Current.Text);
            seen.Add(notes.Current?.Text);
            (await notes.MoveNext(CancellationToken.None)).Should().BeFalse();
            return new Note { Text = string.Join(',', seen) };
        };

        var response = await server.Client.SendAsync("Collect", [.. Frame.Of(new Note { Text = "a" }), .. Frame.Of(new Note { Text = "b" })]);

        response.Notes.Single().Text.Should().Be("a,b,");
    }

    [Fact]
    public async Task A_service_may_answer_before_the_client_has_said_everything()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Collect = async (notes, _) =>
        {
            await notes.MoveNext(CancellationToken.None);
            return notes.Current;
        };
        var content = new PushContent();
        content.Push(Frame.Of(new Note { Text = "first" }));

        using var call = await server.Client.OpenAsync("Collect", content);

        (await call.ReadToEndAsync()).Notes.Single().Text.Should().Be("first");
        content.End();
    }
}
