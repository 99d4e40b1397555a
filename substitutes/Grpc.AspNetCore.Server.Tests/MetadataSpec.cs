using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class MetadataSpec
{
    [Fact]
    public async Task Request_headers_are_metadata_except_those_of_the_protocol()
    {
        await using var server = await NotesServer.StartAsync();
        var seen = Capture(server);

        await server.Client.CallAsync("Say", new Note(), ("Tenant", "blue"), ("grpc-accept-encoding", "gzip"), ("grpc-timeout", "10S"), ("x-two", "words here"));

        var headers = await seen;
        headers.GetValue("tenant").Should().Be("blue");
        headers.GetValue("x-two").Should().Be("words here");
        headers.Select(entry => entry.Key).Should().NotContain(["grpc-accept-encoding", "grpc-timeout", "te", "content-type", "host", ":path"]);
    }

    [Theory]
    [InlineData("AQIDBA==")]
    [InlineData("AQIDBA")]
    public async Task A_binary_header_is_decoded_with_and_without_padding(string value)
    {
        await using var server = await NotesServer.StartAsync();
        var seen = Capture(server);

        await server.Client.CallAsync("Say", new Note(), ("blob-bin", value));

        (await seen).GetValueBytes("blob-bin").Should().Equal(1, 2, 3, 4);
    }

    [Fact]
    [Trait("BeyondPackage", "true")]
    public async Task Several_values_of_a_binary_header_are_several_entries()
    {
        await using var server = await NotesServer.StartAsync();
        var seen = Capture(server);

        await server.Client.CallAsync("Say", new Note(), ("blob-bin", "AQ,Ag=="), ("blob-bin", "Aw"));

        (await seen).GetAll("blob-bin").Select(entry => entry.ValueBytes[0]).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task A_binary_header_that_is_no_base64_fails_the_call_of_a_service_that_reads_headers()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = (note, context) => Task.FromResult(context.RequestHeaders.Count > 0 ? note : new Note());

        var response = await server.Client.CallAsync("Say", new Note(), ("blob-bin", "!!!"));

        response.Status.Should().Be(StatusCode.Unknown);
    }

    [Fact]
    public async Task Response_headers_are_sent_before_the_first_message()
    {
        await using var server = await NotesServer.StartAsync();
        var mayEnd = new TaskCompletionSource();
        server.Script.Say = async (note, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "greeting", "hi" }, { "blob-bin", new byte[] { 255 } } });
            await mayEnd.Task;
            return note;
        };

        using var call = await server.Client.OpenAsync("Say", new Note());

        call.Header("greeting").Should().Be("hi");
        call.Header("blob-bin").Should().Be("/w==");
        mayEnd.SetResult();
        (await call.ReadToEndAsync()).Status.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task Response_headers_are_sent_only_once()
    {
        await using var server = await NotesServer.StartAsync();
        var refusal = new TaskCompletionSource<Exception?>();
        server.Script.Say = async (note, context) =>
        {
            await context.WriteResponseHeadersAsync([]);
            refusal.SetResult(await Record.ExceptionAsync(() => context.WriteResponseHeadersAsync([])));
            return note;
        };

        var response = await server.Client.CallAsync("Say", new Note());

        (await refusal.Task).Should().BeOfType<InvalidOperationException>().Which.Message.Should().Be("Response headers can only be sent once per call.");
        response.Status.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task Response_headers_must_not_be_null_and_not_be_what_HTTP_forbids()
    {
        await using var server = await NotesServer.StartAsync();
        var refusals = new TaskCompletionSource<Exception?[]>();
        server.Script.Say = async (note, context) =>
        {
            refusals.SetResult(
            [
                await Record.ExceptionAsync(() => context.WriteResponseHeadersAsync(null!)),
                await Record.ExceptionAsync(() => context.WriteResponseHeadersAsync(new Metadata { { "bad", "line\nbreak" } })),
            ]);
            return note;
        };

        await server.Client.CallAsync("Say", new Note());

        var seen = await refusals.Task;
        seen[0].Should().BeOfType<ArgumentNullException>();
        seen[1].Should().BeOfType<InvalidOperationException>().Which.Message.Should().Be("Error adding response header 'bad'.");
    }

    [Fact]
    public async Task Response_trailers_are_sent_with_the_status()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = (note, context) =>
        {
            context.ResponseTrailers.Add("count", "1");
            context.ResponseTrailers.Add("count", "2");
            context.ResponseTrailers.Add("blob-bin", [0, 1, 254]);
            context.ResponseTrailers.Add("grpc-status", "13");
            return Task.FromResult(note);
        };

        var response = await server.Client.CallAsync("Say", new Note());

        response.Trailer("count").Should().Be("1|2");
        response.Trailer("blob-bin").Should().Be("AAH+");
        response.Status.Should().Be(StatusCode.OK);
    }

    private static Task<Metadata> Capture(NotesServer server)
    {
        var seen = new TaskCompletionSource<Metadata>();
        server.Script.Say = (note, context) =>
        {
            seen.SetResult(context.RequestHeaders);
            return Task.FromResult(note);
        };
        return seen.Task.WaitAsync(Patience.Long);
    }
}
