using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class MetadataSpec
{
    [Fact]
    public async Task Headers_of_a_call_are_sent()
    {
        HeaderDictionary? seen = null;
        await using var server = await RawServer.StartAsync(async call =>
        {
            seen = new HeaderDictionary(call.Request.Headers.ToDictionary());
            await call.AnswerAsync("fine");
        });
        using var channel = server.Channel();
        var headers = new Metadata { { "X-Text", "one" }, { "x-text", "two" }, { "x-bytes-bin", new byte[] { 1, 2, 3, 4 } }, { "grpc-timeout", "1S" } };

        await channel.Call("hello", new CallOptions(headers)).ResponseAsync.WaitAsync(Raw.Soon);

        seen!["x-text"].ToString().Should().BeOneOf("one, two", "one,two");
        seen["x-bytes-bin"].ToString().Should().Be("AQIDBA==");
        seen.Should().NotContainKey("grpc-timeout");
    }

    [Fact]
    public async Task Headers_and_trailers_of_the_response_are_read()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Response.Headers["x-text"] = new[] { "one", "two" };
            call.Response.Headers["x-padded-bin"] = "AQIDBA==";
            call.Response.Headers["x-bare-bin"] = "AQIDBA";
            call.Response.Headers["grpc-encoding"] = "identity";
            call.Response.Headers["grpc-accept-encoding"] = "gzip";
            call.Accept();
            await call.WriteAsync(Raw.Message("fine"));
            call.Response.AppendTrailer("x-end", "three");
            call.Response.AppendTrailer("x-end-bin", "/w");
            call.End();
        });
        using var channel = server.Channel();
        using var call = channel.Call("hello");

        var headers = await call.ResponseHeadersAsync.WaitAsync(Raw.Soon);
        await call.ResponseAsync.WaitAsync(Raw.Soon);
        var trailers = call.GetTrailers();

        headers.GetAll("x-text").Select(entry => entry.Value).Should().Equal("one", "two");
        headers.GetValueBytes("x-padded-bin").Should().Equal(1, 2, 3, 4);
        headers.GetValueBytes("x-bare-bin").Should().Equal(1, 2, 3, 4);
        headers.Select(entry => entry.Key).Should().NotContain(["content-type", "grpc-encoding", "grpc-accept-encoding"]);
        trailers.GetValue("x-end").Should().Be("three");
        trailers.GetValueBytes("x-end-bin").Should().Equal(255);
        trailers.Select(entry => entry.Key).Should().NotContain(["grpc-status", "grpc-message"]);
    }

    [Fact]
    [Trait("BeyondPackage", "true")]
    public async Task Binary_values_that_were_joined_on_the_way_are_read_one_by_one()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Response.Headers["x-bytes-bin"] = "AQIDBA,/w==, /w";
            await call.AnswerAsync("fine");
        });
        using var channel = server.Channel();

        var headers = await channel.Call("hello").ResponseHeadersAsync.WaitAsync(Raw.Soon);

        headers.GetAll("x-bytes-bin").Select(entry => Convert.ToHexString(entry.ValueBytes)).Should().Equal("01020304", "FF", "FF");
    }

    [Fact]
    public async Task Trailers_that_cannot_be_read_do_not_hide_the_status()
    {
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Accept();
            call.Response.AppendTrailer("x-broken-bin", "A");
            call.End(5, "not found");
            return Task.CompletedTask;
        });
        using var channel = server.Channel();

        var failure = await channel.Call("hello").ResponseAsync.Failure();

        failure.Status.Should().Be(new Status(StatusCode.NotFound, "not found"));
        failure.Trailers.Should().BeEmpty();
    }

    [Fact]
    public async Task The_headers_of_a_call_that_failed_to_start_tell_why()
    {
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Abort();
            return Task.CompletedTask;
        });
        using var channel = server.Channel();
        using var call = channel.Call("hello");

        var failure = await call.ResponseHeadersAsync.Failure();

        (await call.ResponseAsync.Failure()).StatusCode.Should().Be(failure.StatusCode);
    }

    [Fact]
    public async Task Headers_of_a_refused_call_are_there_with_its_status()
    {
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Response.Headers["x-text"] = "one";
            call.Refuse(5, "not found");
            return Task.CompletedTask;
        });
        using var channel = server.Channel();
        using var call = channel.Stream("hello");

        (await call.ResponseHeadersAsync.WaitAsync(Raw.Soon)).GetValue("x-text").Should().Be("one");
        call.GetStatus().StatusCode.Should().Be(StatusCode.NotFound);
        call.GetTrailers().GetValue("x-text").Should().Be("one");
    }
}
