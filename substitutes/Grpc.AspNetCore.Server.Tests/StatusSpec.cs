using System.Text;
using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class StatusSpec
{
    [Theory]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.FailedPrecondition)]
    [InlineData(StatusCode.Unauthenticated)]
    [InlineData((StatusCode)1234)]
    public async Task An_RpcException_becomes_the_status_of_the_call(StatusCode code)
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = (_, _) => throw new RpcException(new Status(code, "not today"));

        var response = await server.Client.CallAsync("Say", new Note());

        response.Status.Should().Be(code);
        response.Message.Should().Be("not today");
        response.IsTrailersOnly.Should().BeTrue();
        response.Http.StatusCode.Should().Be(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Status_and_trailers_follow_the_messages_that_were_sent_before_an_error()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.List = async (_, notes, _) =>
        {
            await notes.WriteAsync(new Note { Number = 1 });
            throw new RpcException(new Status(StatusCode.Aborted, "enough"), new Metadata { { "reason", "tired" } });
        };

        var response = await server.Client.CallAsync("List", new Note());

        response.Notes.Should().ContainSingle();
        response.IsTrailersOnly.Should().BeFalse();
        response.Status.Should().Be(StatusCode.Aborted);
        response.Trailer("reason").Should().Be("tired");
    }

    [Fact]
    public async Task Trailers_of_the_context_and_of_the_exception_are_both_sent()
    {
        await using var server = await NotesServer.StartAsync();
        var details = new byte[] { 8, 9, 18, 0 };
        server.Script.Say = (_, context) =>
        {
            context.ResponseTrailers.Add("from", "context");
            throw new RpcException(new Status(StatusCode.Internal, ""), new Metadata { { "from", "exception" }, { "grpc-status-details-bin", details } });
        };

        var response = await server.Client.CallAsync("Say", new Note());

        response.Trailer("from").Should().Be("context|exception");
        response.Trailer("grpc-status-details-bin").Should().Be(Convert.ToBase64String(details));
        response.Message.Should().BeNull();
    }

    [Fact]
    public async Task A_status_set_on_the_context_is_the_status_of_a_call_that_returns()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = (note, context) =>
        {
            context.Status = new Status(StatusCode.DataLoss, "some of it");
            return Task.FromResult(note);
        };

        var response = await server.Client.CallAsync("Say", new Note());

        response.Frames.Should().ContainSingle();
        (response.Status, response.Message).Should().Be((StatusCode.DataLoss, "some of it"));
    }

    [Theory]
    [InlineData("100% über alles\r\n", "100%25 %C3%BCber alles%0D%0A")]
    [InlineData("\U0001F600~\u007f", "%F0%9F%98%80~%7F")]
    [InlineData("plain ASCII, even with \"quotes\"", "plain ASCII, even with \"quotes\"")]
    public async Task The_message_of_a_status_is_percent_encoded(string message, string encoded)
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, message));

        var response = await server.Client.CallAsync("Say", new Note());

        response.Message.Should().Be(encoded);
    }

    [Fact]
    public async Task A_long_message_is_encoded_without_breaking_characters()
    {
        await using var server = await NotesServer.StartAsync();
        var message = string.Concat(Enumerable.Repeat("x\U0001F600é", 200));
        server.Script.Say = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, message));

        var response = await server.Client.CallAsync("Say", new Note());

        Uri.UnescapeDataString(response.Message!).Should().Be(message);
        Encoding.ASCII.GetByteCount(response.Message!).Should().Be(response.Message!.Length);
    }

    [Fact]
    public async Task Any_other_exception_becomes_UNKNOWN_and_keeps_its_secrets()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = (_, _) => throw new InvalidOperationException("the password is 1234");

        var response = await server.Client.CallAsync("Say", new Note());

        (response.Status, response.Message).Should().Be((StatusCode.Unknown, "Exception was thrown by handler."));
        server.Logs.Entries.Should().Contain(entry =>
            entry.Level == LogLevel.Error && entry.Event == "ErrorExecutingServiceMethod" && entry.Exception is InvalidOperationException);
    }

    [Fact]
    public async Task With_detailed_errors_the_client_reads_the_whole_chain_of_exceptions()
    {
        await using var server = await NotesServer.StartAsync(options => options.EnableDetailedErrors = true);
        server.Script.Say = (_, _) => throw new InvalidOperationException("outer", new FormatException("inner"));

        var response = await server.Client.CallAsync("Say", new Note());

        response.Message.Should().Be("Exception was thrown by handler. InvalidOperationException: outer FormatException: inner");
    }

    [Theory]
    [InlineData("Say")]
    [InlineData("Collect")]
    public async Task A_method_that_returns_no_message_is_CANCELLED(string method)
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = (_, _) => Task.FromResult<Note>(null!);
        server.Script.Collect = (_, _) => Task.FromResult<Note>(null!);

        var response = await server.Client.CallAsync(method, new Note());

        (response.Status, response.Message).Should().Be((StatusCode.Cancelled, "No message returned from method."));
    }

    [Fact]
    public async Task A_method_of_the_base_that_is_not_overridden_is_UNIMPLEMENTED()
    {
        await using var server = await NotesServer.StartAsync(
            services => Microsoft.Extensions.DependencyInjection.GrpcServicesExtensions.AddGrpc(services),
            app => Microsoft.AspNetCore.Builder.GrpcEndpointRouteBuilderExtensions.MapGrpcService<SilentService>(app));

        var response = await server.Client.CallAsync("Say", new Note());

        response.Status.Should().Be(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task A_trailer_that_HTTP_forbids_is_an_error_of_the_server()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "gone"), new Metadata { { "bad", "line\r\nbreak" } });

        var response = await server.Client.CallAsync("Say", new Note());

        response.Http.StatusCode.Should().Be(System.Net.HttpStatusCode.InternalServerError);
        server.Logs.Entries.Should().Contain(entry => entry.Exception != null && entry.Exception.Message == "Error adding response trailer 'bad'.");
    }
}
