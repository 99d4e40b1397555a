using System.Text;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Peers.Tests.Support;
using Xunit;

namespace Grpc.Peers.Tests;

/// <summary>Our client calls servers that are not ours.</summary>
public abstract class PeerAsServerSpec(PeerServer server)
{
    private static readonly Metadata Fail = new() { { "fail", "1" } };

    /// <summary>The server of grpc-js reads compressed requests, but compresses no responses.</summary>
    private protected virtual string ResponseEncoding => "gzip";

    [Fact]
    public async Task A_unary_call_carries_metadata_both_ways_and_binary_metadata_too()
    {
        var headers = new Metadata { { "echo-initial", "early" }, { "echo-trailing-bin", Expectations.Trailing } };
        using var call = Say(server.Plain, "hello"u8.ToArray(), headers);

        (await call.ResponseHeadersAsync).GetValue("echo-initial").Should().Be("early");
        (await call).Should().Equal("hello"u8.ToArray());
        call.GetTrailers().GetValueBytes("echo-trailing-bin").Should().Equal(Expectations.Trailing);
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task A_stream_of_a_thousand_requests_arrives()
    {
        using var call = server.Plain.CreateCallInvoker().AsyncClientStreamingCall(PeerMethods.Collect, null, Soon());
        for (var i = 0; i < 1000; i++)
            await call.RequestStream.WriteAsync(new byte[100]);
        await call.RequestStream.CompleteAsync();

        Text(await call).Should().Be("1000:100000");
    }

    [Fact]
    public async Task A_stream_of_a_thousand_responses_arrives_in_order()
    {
        using var call = List("1000,8");

        var replies = await call.ResponseStream.ReadAllAsync().Select(Text).ToListAsync();

        replies.Should().Equal(Enumerable.Range(0, 1000).Select(number => number.ToString().PadRight(8, '.')));
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task A_conversation_of_ten_words_takes_turns()
    {
        using var call = server.Plain.CreateCallInvoker().AsyncDuplexStreamingCall(PeerMethods.Talk, null, Soon());
        for (var number = 0; number < 10; number++)
        {
            await call.RequestStream.WriteAsync(Encoding.UTF8.GetBytes(number.ToString()));
            (await call.ResponseStream.MoveNext()).Should().BeTrue();
            Text(call.ResponseStream.Current).Should().Be(number.ToString());
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).Should().BeFalse();
    }

    [Fact]
    public async Task An_error_carries_its_message_its_details_and_a_trailer()
    {
        using var call = Say(server.Plain, [], Fail);

        var error = await Error(call);

        error.StatusCode.Should().Be(StatusCode.FailedPrecondition);
        error.Status.Detail.Should().Be(Expectations.Failure);
        error.Trailers.GetValue("reason").Should().Be("because");
        error.Trailers.GetValueBytes("grpc-status-details-bin").Should().Equal(Expectations.Details);
    }

    [Fact]
    public async Task An_error_after_messages_leaves_the_messages()
    {
        using var call = List("3,8", Fail);
        var replies = new List<string>();

        var reading = async () =>
        {
            await foreach (var reply in call.ResponseStream.ReadAllAsync())
                replies.Add(Text(reply));
        };

        (await reading.Should().ThrowAsync<RpcException>()).Which.Trailers.GetValue("reason").Should().Be("because");
        replies.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_method_that_nobody_serves_is_UNIMPLEMENTED()
    {
        using var call = server.Plain.CreateCallInvoker().AsyncUnaryCall(PeerMethods.Unknown, null, Soon(), []);

        (await Error(call)).StatusCode.Should().Be(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task A_call_past_its_deadline_is_DEADLINE_EXCEEDED_and_a_cancelled_one_CANCELLED_and_the_service_learns_of_both()
    {
        (await ExpireAsync()).Should().Be(StatusCode.DeadlineExceeded);

        using var cancelled = List("1,8", Wait("cancel"));
        (await cancelled.ResponseStream.MoveNext()).Should().BeTrue();
        cancelled.Dispose();
        cancelled.GetStatus().StatusCode.Should().Be(StatusCode.Cancelled);

        (await server.CancellationsAsync("deadline")).Should().BePositive();
        (await server.CancellationsAsync("cancel")).Should().BePositive();
    }

    [Fact]
    public async Task Messages_are_compressed_both_ways_if_the_server_can()
    {
        var request = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("compressible ", 5000)));
        using var call = Say(server.Plain, request, new Metadata { { "grpc-internal-encoding-request", "gzip" } });

        (await call).Should().Equal(request);
        server.Encodings.Where(seen => seen.Request == "gzip").Select(seen => seen.Response).Should().Equal(ResponseEncoding);
    }

    [Fact]
    public async Task A_message_of_10_MiB_goes_both_ways()
    {
        var request = new byte[10 * 1024 * 1024];
        new Random(1).NextBytes(request);
        using var call = Say(server.Plain, request, []);

        (await call).AsSpan().SequenceEqual(request).Should().BeTrue();
    }

    [Fact]
    public async Task A_call_over_TLS_finds_HTTP_2_by_ALPN()
    {
        using var call = Say(server.Secure, "secret"u8.ToArray(), []);

        Text(await call).Should().Be("secret");
    }

    /// <summary>On a busy machine a short deadline may pass before the service has begun; then a longer one is tried.</summary>
    private async Task<StatusCode> ExpireAsync()
    {
        foreach (var seconds in (double[])[0.2, 1, 4, 16])
        {
            using var call = server.Plain.CreateCallInvoker().AsyncServerStreamingCall(PeerMethods.List, null, Soon(Wait("deadline"), seconds), "1,8"u8.ToArray());
            var hasBegun = await Record.ExceptionAsync(() => call.ResponseStream.MoveNext()) is null;
            await Record.ExceptionAsync(() => call.ResponseStream.MoveNext());
            if (hasBegun)
                return call.GetStatus().StatusCode;
        }

        return StatusCode.Unknown;
    }

    private static Metadata Wait(string scenario) => new() { { "wait", scenario } };

    private static AsyncUnaryCall<byte[]> Say(GrpcChannel channel, byte[] request, Metadata headers) =>
        channel.CreateCallInvoker().AsyncUnaryCall(PeerMethods.Say, null, Soon(headers), request);

    private AsyncServerStreamingCall<byte[]> List(string request, Metadata? headers = null) =>
        server.Plain.CreateCallInvoker().AsyncServerStreamingCall(PeerMethods.List, null, Soon(headers), Encoding.UTF8.GetBytes(request));

    private static async Task<RpcException> Error(AsyncUnaryCall<byte[]> call) =>
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

    private static CallOptions Soon(Metadata? headers = null, double seconds = 30) =>
        new(headers, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(seconds));

    private static string Text(byte[] message) => Encoding.UTF8.GetString(message);
}
