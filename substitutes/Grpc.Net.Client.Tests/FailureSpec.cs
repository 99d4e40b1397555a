using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class FailureSpec
{
    [Theory]
    [InlineData(0x0, StatusCode.Internal)]
    [InlineData(0x1, StatusCode.Internal)]
    [InlineData(0x2, StatusCode.Internal)]
    [InlineData(0x7, StatusCode.Unavailable)]
    [InlineData(0x8, StatusCode.Cancelled)]
    [InlineData(0xb, StatusCode.ResourceExhausted)]
    [InlineData(0xc, StatusCode.PermissionDenied)]
    public async Task What_the_server_resets_a_call_with_is_mapped(int code, StatusCode expected)
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            await call.WriteAsync(Raw.Message("one"));
            await call.ReadAsync();
            await call.ReadAsync();
            call.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code);
        });
        using var channel = server.Channel();
        using var call = channel.Talk();
        (await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon)).Should().BeTrue();
        await call.RequestStream.WriteAsync("first");
        await call.RequestStream.WriteAsync("second");

        var failure = await call.ResponseStream.MoveNext().Failure();

        failure.StatusCode.Should().Be(expected);
        failure.Status.Detail.Should().StartWith("Error reading next message. ");
        failure.Status.DebugException.Should().NotBeNull();
        call.GetStatus().StatusCode.Should().Be(expected);
    }

    [Theory]
    [InlineData(false, typeof(RpcException))]
    [InlineData(true, typeof(OperationCanceledException))]
    public async Task A_server_that_wants_no_more_requests_is_still_heard(bool throwsOperationCanceled, Type expected)
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            await call.WriteAsync(Raw.Message("one"));
            call.Response.AppendTrailer("x-reason", "because");
            call.End(3, "enough");
        });
        using var channel = server.Channel(options => options.ThrowOperationCanceledOnCancellation = throwsOperationCanceled);
        using var call = channel.Talk();

        var refused = await Record.ExceptionAsync(() => WriteForEver(call.RequestStream).WaitAsync(Raw.Soon));
        refused.Should().BeAssignableTo(expected);

        (await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon)).Should().BeTrue();
        call.ResponseStream.Current.Should().Be("one");
        var failure = await call.ResponseStream.MoveNext().Failure();
        failure.Status.Should().Be(new Status(StatusCode.InvalidArgument, "enough"));
        failure.Trailers.GetValue("x-reason").Should().Be("because");
        (await Record.ExceptionAsync(() => call.RequestStream.WriteAsync("more"))).Should().BeOfType<RpcException>().Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task A_call_that_is_reset_before_it_is_answered_fails()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            await call.ReadAsync();
            call.Features.GetRequiredFeature<IHttpResetFeature>().Reset(0xb);
        });
        using var channel = server.Channel();

        var failure = await channel.Call("hello").ResponseAsync.Failure();

        failure.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        failure.Status.Detail.Should().StartWith("Error starting gRPC call. ");
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var channel = GrpcChannel.ForAddress($"http://localhost:{port}");

        var failure = await channel.Call("hello").ResponseAsync.Failure();
        var streamed = await channel.Stream("hello").ResponseStream.MoveNext().Failure();
        using var upload = channel.Upload();
        var uploaded = await upload.ResponseAsync.Failure();

        failure.StatusCode.Should().Be(StatusCode.Unavailable);
        failure.Status.DebugException.Should().NotBeNull();
        streamed.StatusCode.Should().Be(StatusCode.Unavailable);
        uploaded.StatusCode.Should().Be(StatusCode.Unavailable);
        (await upload.RequestStream.WriteAsync("too late").Failure()).StatusCode.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task A_connection_that_breaks_makes_its_calls_unavailable()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            await call.WriteAsync(Raw.Message("one"));
            await call.ReadAsync();
            call.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
        });
        using var channel = server.Channel();
        using var call = channel.Talk();
        await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon);
        await call.RequestStream.WriteAsync("hello");

        var failure = await call.ResponseStream.MoveNext().Failure();

        failure.StatusCode.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Somebody_who_does_not_speak_http2_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = GreetAsync(listener);
        using var channel = GrpcChannel.ForAddress($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");

        var failure = await channel.Call("hello").ResponseAsync.Failure();

        failure.StatusCode.Should().BeOneOf(StatusCode.Unavailable, StatusCode.Internal);
        failure.Status.DebugException.Should().NotBeNull();
        await served;
    }

    [Fact]
    public async Task A_channel_finds_a_server_that_comes_back()
    {
        var port = 0;
        await using (var first = await RawServer.StartAsync(async call => await call.AnswerAsync("first")))
            port = first.Address.Port;
        using var handler = new SocketsHttpHandler { ConnectCallback = async (to, token) => await ConnectAsync(to.DnsEndPoint, token) };
        using var channel = GrpcChannel.ForAddress($"http://localhost:{port}", new GrpcChannelOptions { HttpHandler = handler });
        (await channel.Call("hello").ResponseAsync.Failure()).StatusCode.Should().Be(StatusCode.Unavailable);

        await using var second = await RawServer.StartAsync(async call => await call.AnswerAsync("second"));
        port = second.Address.Port;

        (await channel.Call("hello").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("second");

        async Task<Stream> ConnectAsync(DnsEndPoint to, CancellationToken token)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(to.Host, port, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }

    private static async Task GreetAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var preface = new byte[24];
        await stream.ReadExactlyAsync(preface);
        await stream.WriteAsync("220 mail.example.com ESMTP, at your service, as long as you want me\r\n"u8.ToArray());
    }

    private static async Task WriteForEver(IClientStreamWriter<string> requests)
    {
        while (true)
            await requests.WriteAsync("more");
    }
}
