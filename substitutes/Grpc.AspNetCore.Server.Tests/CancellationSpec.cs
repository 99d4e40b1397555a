using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class CancellationSpec
{
    [Fact]
    public async Task A_client_that_resets_the_stream_cancels_the_service()
    {
        await using var server = await NotesServer.StartAsync();
        var cancelled = new TaskCompletionSource<Exception?>();
        server.Script.List = async (note, notes, context) =>
        {
            await notes.WriteAsync(note);
            await WaitForAsync(context.CancellationToken);
            cancelled.SetResult(await Record.ExceptionAsync(() => notes.WriteAsync(note)));
        };
        var call = await server.Client.OpenAsync("List", new Note { Number = 1 });

        call.Dispose();

        (await cancelled.Task.WaitAsync(Patience.Long)).Should().BeOfType<InvalidOperationException>()
            .Which.Message.Should().Be("Can't write the message because the request is complete.");
    }

    [Fact]
    public async Task A_client_that_resets_the_stream_wakes_a_service_that_waits_for_its_messages()
    {
        await using var server = await NotesServer.StartAsync();
        var woken = new TaskCompletionSource<Exception?>();
        server.Script.Talk = async (requests, responses, _) =>
        {
            await responses.WriteAsync(new Note());
            await requests.MoveNext(CancellationToken.None);
            woken.SetResult(await Record.ExceptionAsync(() => requests.MoveNext(CancellationToken.None)));
        };
        var content = new PushContent();
        content.Push(Frame.Of(new Note()));
        var call = await server.Client.OpenAsync("Talk", content);

        call.Dispose();

        (await woken.Task.WaitAsync(Patience.Long)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_cancelled_service_is_no_error_in_the_log()
    {
        await using var server = await NotesServer.StartAsync();
        var ended = new TaskCompletionSource();
        server.Script.List = async (note, notes, context) =>
        {
            await notes.WriteAsync(note);
            await WaitForAsync(context.CancellationToken);
            ended.SetResult();
            context.CancellationToken.ThrowIfCancellationRequested();
        };
        var call = await server.Client.OpenAsync("List", new Note());
        call.Dispose();
        await ended.Task.WaitAsync(Patience.Long);

        await server.StopAsync();

        server.Logs.Entries.Should().Contain(entry => entry.Event == "ServiceMethodCanceled");
        server.Logs.Entries.Should().NotContain(entry => entry.Event == "ErrorExecutingServiceMethod");
    }

    [Fact]
    public async Task A_write_that_is_cancelled_resets_the_stream()
    {
        await using var server = await NotesServer.StartAsync();
        var thrown = new TaskCompletionSource<Exception?>();
        server.Script.List = async (note, notes, _) =>
        {
            await notes.WriteAsync(note);
            using var cancelled = new CancellationTokenSource();
            await cancelled.CancelAsync();
            thrown.SetResult(await Record.ExceptionAsync(() => ((IAsyncStreamWriter<Note>)notes).WriteAsync(note, cancelled.Token)));
        };
        using var call = await server.Client.OpenAsync("List", new Note { Number = 3 });

        (await thrown.Task.WaitAsync(Patience.Long)).Should().BeAssignableTo<OperationCanceledException>();
        var read = await Record.ExceptionAsync(async () =>
        {
            while (await call.NextAsync() is not null)
            {
            }
        });

        read.Should().BeOfType<HttpProtocolException>().Which.ErrorCode.Should().Be(8);
    }

    [Fact]
    public async Task A_write_to_a_client_that_reads_nothing_waits_and_is_cancelled_with_the_call()
    {
        await using var server = await NotesServer.StartAsync();
        var written = 0;
        var ended = new TaskCompletionSource<Exception?>();
        server.Script.List = async (note, notes, _) => ended.SetResult(await Record.ExceptionAsync(async () =>
        {
            for (; written < 100_000; written++)
                await notes.WriteAsync(note);
        }));
        var call = await server.Client.OpenAsync("List", new Note { Text = new string('x', 10_000) });
        await call.NextAsync();

        call.Dispose();

        (await ended.Task.WaitAsync(Patience.Long)).Should().NotBeNull();
        written.Should().BeLessThan(100_000);
    }

    [Fact]
    public async Task Reading_with_a_cancelled_token_reads_nothing_and_may_be_repeated()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Collect = async (notes, _) =>
        {
            var cancelled = await Record.ExceptionAsync(() => notes.MoveNext(new CancellationToken(canceled: true)));
            await notes.MoveNext(CancellationToken.None);
            return new Note { Text = $"{cancelled is OperationCanceledException} {notes.Current.Text}" };
        };

        var response = await server.Client.CallAsync("Collect", new Note { Text = "read" });

        response.Notes.Single().Text.Should().Be("True read");
    }

    private static Task WaitForAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return cancelled.Task.WaitAsync(Patience.Long, CancellationToken.None);
    }
}
