using System.Text;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class StatusSpec
{
    [Fact]
    public async Task A_status_in_the_trailers_fails_the_call()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            await call.WriteAsync(Raw.Message("never seen"));
            call.Response.AppendTrailer("x-reason", "because");
            call.End(9, "not in this state");
        });
        using var channel = server.Channel();
        using var call = channel.Call("hello");

        var failure = await call.ResponseAsync.Failure();

        failure.Status.Should().Be(new Status(StatusCode.FailedPrecondition, "not in this state"));
        failure.Trailers.GetValue("x-reason").Should().Be("because");
        call.GetStatus().Should().Be(failure.Status);
        call.GetTrailers().GetValue("x-reason").Should().Be("because");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_status_in_the_headers_fails_the_call(bool isStream)
    {
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Response.Headers["x-reason"] = "because";
            call.Refuse(12, "no such method");
            return Task.CompletedTask;
        });
        using var channel = server.Channel();

        var failure = await Any(channel, isStream).Failure();

        failure.Status.Should().Be(new Status(StatusCode.Unimplemented, "no such method"));
        failure.Trailers.GetValue("x-reason").Should().Be("because");
        failure.Trailers.Select(entry => entry.Key).Should().NotContain(["grpc-status", "grpc-message", "content-type"]);
    }

    [Theory]
    [InlineData("caf%C3%A9 %F0%9F%98%80", "café 😀")]
    [InlineData("50%25 done", "50% done")]
    [InlineData("two%0Alines", "two\nlines")]
    [InlineData("plain", "plain")]
    public async Task Messages_are_percent_encoded(string sent, string read)
    {
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Accept();
            call.End(13, sent);
            return Task.CompletedTask;
        });
        using var channel = server.Channel();

        (await channel.Call("hello").ResponseAsync.Failure()).Status.Detail.Should().Be(read);
    }

    [Fact]
    public async Task Details_of_a_status_are_a_trailer_of_the_failure()
    {
        var details = Encoding.UTF8.GetBytes("some google.rpc.Status");
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Accept();
            call.Response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(details).TrimEnd('='));
            call.End(14, "go elsewhere");
            return Task.CompletedTask;
        });
        using var channel = server.Channel();

        var failure = await channel.Call("hello").ResponseAsync.Failure();

        failure.Trailers.GetValueBytes("grpc-status-details-bin").Should().Equal(details);
    }

    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(418, StatusCode.Unknown)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(431, StatusCode.Internal)]
    [InlineData(500, StatusCode.Unknown)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    public async Task Statuses_of_http_are_mapped(int http, StatusCode expected)
    {
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Response.StatusCode = http;
            return Task.CompletedTask;
        });
        using var channel = server.Channel();

        var failure = await channel.Call("hello").ResponseAsync.Failure();

        failure.Status.Should().Be(new Status(expected, $"Bad gRPC response. HTTP status code: {http}"));
    }

    [Fact]
    public async Task A_status_of_grpc_outweighs_that_of_http()
    {
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Response.StatusCode = 503;
            call.Refuse(7, "not you");
            return Task.CompletedTask;
        });
        using var channel = server.Channel();

        (await channel.Call("hello").ResponseAsync.Failure()).Status.Should().Be(new Status(StatusCode.PermissionDenied, "not you"));
    }

    [Theory]
    [InlineData(null, "Bad gRPC response. Response did not have a content-type header.")]
    [InlineData("text/html", "Bad gRPC response. Invalid content-type value: text/html")]
    [InlineData("application/grpcx", "Bad gRPC response. Invalid content-type value: application/grpcx")]
    public async Task Other_content_is_refused(string? type, string why)
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Response.ContentType = type;
            await call.WriteAsync(Raw.Message("hello"));
        });
        using var channel = server.Channel();

        (await channel.Call("hello").ResponseAsync.Failure()).Status.Should().Be(new Status(StatusCode.Cancelled, why));
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc;charset=utf-8")]
    [InlineData("Application/GRPC")]
    public async Task Variants_of_the_content_type_are_fine(string type)
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Response.ContentType = type;
            await call.WriteAsync(Raw.Message("fine"));
            call.End();
        });
        using var channel = server.Channel();

        (await channel.Call("hello").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("fine");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_response_without_a_status_is_cancelled(bool isStream)
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            await call.WriteAsync(Raw.Message("hello"));
        });
        using var channel = server.Channel();

        (await Any(channel, isStream).Failure()).Status.Should().Be(new Status(StatusCode.Cancelled, "No grpc-status found on response."));
    }

    [Fact]
    public async Task A_status_that_is_no_number_is_named()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            await call.WriteAsync(Raw.Message("hello"));
            call.Response.AppendTrailer("grpc-status", "fine");
        });
        using var channel = server.Channel();

        var failure = await channel.Call("hello").ResponseAsync.Failure();

        failure.StatusCode.Should().Be(StatusCode.Cancelled);
        failure.Status.Detail.Should().Be("Unexpected grpc-status value: fine");
    }

    [Fact]
    public async Task One_response_is_needed_even_if_all_is_well()
    {
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Accept();
            call.End();
            return Task.CompletedTask;
        });
        using var channel = server.Channel();

        var failure = await channel.Call("hello").ResponseAsync.Failure();

        failure.StatusCode.Should().Be(StatusCode.Internal);
        failure.Status.Detail.Should().StartWith("Failed to deserialize response message.");
    }

    [Fact]
    public async Task An_older_protocol_is_refused()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("hello"), Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        using var channel = server.Channel(options => options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower);

        var failure = await channel.Call("hello").ResponseAsync.Failure();

        failure.Status.Should().Be(new Status(StatusCode.Internal, "Bad gRPC response. Response protocol downgraded to HTTP/1.1."));
    }

    private static Task Any(GrpcChannel channel, bool isStream) => isStream ? channel.Stream("hello").ResponseStream.All() : channel.Call("hello").ResponseAsync;
}
