using FluentAssertions;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class LimitsSpec
{
    private const string ReceivedTooMuch = "Received message exceeds the maximum configured message size.";
    private const string SendingTooMuch = "Sending message exceeds the maximum configured message size.";

    [Fact]
    public async Task A_request_of_more_than_4_MiB_is_refused_unless_more_is_allowed()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.CallAsync("Say", Of(4 * 1024 * 1024));

        (response.Status, response.Message).Should().Be((StatusCode.ResourceExhausted, ReceivedTooMuch));
    }

    [Fact]
    public async Task A_message_of_10_MiB_goes_both_ways_if_it_may()
    {
        await using var server = await NotesServer.StartAsync(options => options.MaxReceiveMessageSize = null);
        var note = Of(10 * 1024 * 1024);

        var response = await server.Client.CallAsync("Say", note);

        response.Status.Should().Be(StatusCode.OK);
        response.Notes.Single().Should().Be(note);
    }

    [Theory]
    [InlineData(100, StatusCode.OK)]
    [InlineData(101, StatusCode.ResourceExhausted)]
    public async Task A_message_of_exactly_the_limit_is_received(int size, StatusCode expected)
    {
        await using var server = await NotesServer.StartAsync(options => options.MaxReceiveMessageSize = 100);

        var response = await server.Client.CallAsync("Collect", Of(size - 2));

        response.Status.Should().Be(expected);
    }

    [Theory]
    [InlineData("Say")]
    [InlineData("List")]
    public async Task A_response_above_the_limit_is_not_sent(string method)
    {
        await using var server = await NotesServer.StartAsync(options => options.MaxSendMessageSize = 100);
        server.Script.List = (note, notes, _) => notes.WriteAsync(note);

        var response = await server.Client.CallAsync(method, Of(200));

        response.Frames.Should().BeEmpty();
        (response.Status, response.Message).Should().Be((StatusCode.ResourceExhausted, SendingTooMuch));
    }

    [Fact]
    public async Task Options_of_a_service_win_over_those_of_all_services()
    {
        await using var server = await NotesServer.StartAsync(
            services => services.AddGrpc(options => options.MaxReceiveMessageSize = 10)
                .AddServiceOptions<NotesService>(options => options.MaxReceiveMessageSize = 1000),
            app => app.MapGrpcService<NotesService>());

        (await server.Client.CallAsync("Say", Of(500))).Status.Should().Be(StatusCode.OK);
        (await server.Client.CallAsync("Say", Of(1500))).Status.Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_service_inherits_what_its_own_options_leave_open()
    {
        await using var server = await NotesServer.StartAsync(
            services => services.AddGrpc(options => options.MaxReceiveMessageSize = 10)
                .AddServiceOptions<NotesService>(options => options.EnableDetailedErrors = true),
            app => app.MapGrpcService<NotesService>());

        (await server.Client.CallAsync("Say", Of(500))).Status.Should().Be(StatusCode.ResourceExhausted);
    }

    [Theory]
    [InlineData(new byte[0], "Incomplete message.")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, "Incomplete message.")]
    [InlineData(new byte[] { 0, 0, 0 }, "Incomplete message.")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "Additional data after the message received.")]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, "Request did not include grpc-encoding value with compressed message.")]
    public async Task A_body_that_is_not_exactly_one_message_is_INTERNAL_for_a_unary_call(byte[] body, string message)
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.SendAsync("Say", body);

        (response.Status, response.Message).Should().Be((StatusCode.Internal, message));
    }

    [Fact]
    public async Task A_stream_that_ends_within_a_message_is_INTERNAL()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.SendAsync("Collect", [.. Frame.Of(new Note()), 0, 0, 0, 0, 3, 1]);

        (response.Status, response.Message).Should().Be((StatusCode.Internal, "Incomplete message."));
    }

    [Theory]
    [InlineData(new byte[] { 2, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 255 })]
    public async Task A_flag_or_message_that_cannot_be_read_is_UNKNOWN(byte[] body)
    {
        await using var server = await NotesServer.StartAsync();

        (await server.Client.SendAsync("Say", body)).Status.Should().Be(StatusCode.Unknown);
    }

    [Fact]
    [Trait("BeyondPackage", "true")]
    public async Task A_length_of_more_than_2_GiB_is_RESOURCE_EXHAUSTED()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.SendAsync("Say", [0, 255, 255, 255, 255, 1]);

        response.Status.Should().Be(StatusCode.ResourceExhausted);
    }

    private static Note Of(int payload) => new() { Payload = ByteString.CopyFrom(new byte[payload]) };
}
