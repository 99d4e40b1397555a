using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class ChannelSpec
{
    [Fact]
    public void A_channel_is_for_an_address()
    {
        using var channel = GrpcChannel.ForAddress("http://localhost:5001");

        channel.Target.Should().Be("localhost:5001");
        FluentActions.Invoking(() => GrpcChannel.ForAddress("localhost:5001")).Should().Throw<InvalidOperationException>().WithMessage("No address resolver configured for the scheme 'localhost'.");
        FluentActions.Invoking(() => GrpcChannel.ForAddress((Uri)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => GrpcChannel.ForAddress("http://localhost:5001", null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => GrpcChannel.ForAddress("somewhere")).Should().Throw<UriFormatException>();
    }

    [Fact]
    public void A_channel_sends_in_one_way()
    {
        using var client = new HttpClient();
        using var handler = new SocketsHttpHandler();

        FluentActions.Invoking(() => GrpcChannel.ForAddress("http://localhost:5001", new GrpcChannelOptions { HttpClient = client, HttpHandler = handler }))
            .Should().Throw<ArgumentException>().WithMessage("HttpClient and HttpHandler have been configured. Only one HTTP caller can be specified.");
    }

    [Fact]
    public async Task A_client_that_was_given_is_used_and_kept()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync(call.Request.Headers["x-client"].ToString()));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-client", "mine");
        for (var i = 0; i < 2; i++)
        {
            using var channel = server.Channel(options => options.HttpClient = client);
            (await channel.Call("hello").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("mine");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_is_disposed_if_the_channel_is_to(bool isToBeDisposed)
    {
        using var handler = new Noting();
        var channel = GrpcChannel.ForAddress("http://localhost:5001", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = isToBeDisposed });

        channel.Dispose();
        channel.Dispose();

        handler.IsDisposed.Should().Be(isToBeDisposed);
        await channel.ShutdownAsync();
    }

    [Fact]
    public async Task The_path_of_the_address_is_not_used()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync(call.Request.Path.ToString()));
        using var channel = GrpcChannel.ForAddress(new Uri(server.Address, "/some/where"));

        (await channel.Call("hello").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("/test.Echo/Unary");
    }

    [Fact]
    public async Task A_channel_connects_ahead_of_its_first_call()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("fine"));
        using var channel = server.Channel();
        channel.State.Should().Be(ConnectivityState.Idle);
        var changed = channel.WaitForStateChangedAsync(ConnectivityState.Idle);

        await channel.ConnectAsync().WaitAsync(Raw.Soon);

        await changed.WaitAsync(Raw.Soon);
        channel.State.Should().Be(ConnectivityState.Ready);
        (await channel.Call("hello").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("fine");
        channel.State.Should().Be(ConnectivityState.Ready);
        channel.Dispose();
        channel.State.Should().Be(ConnectivityState.Shutdown);
    }

    [Fact]
    public async Task Connecting_goes_on_until_it_succeeds_or_is_cancelled()
    {
        using var channel = GrpcChannel.ForAddress($"http://localhost:{UnusedPort()}");
        using var token = new CancellationTokenSource();
        var connecting = channel.ConnectAsync(token.Token);
        connecting.IsCompleted.Should().BeFalse();

        await token.CancelAsync();

        await connecting.Awaiting(task => task.WaitAsync(Raw.Soon)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Connecting_ends_with_the_channel()
    {
        var channel = GrpcChannel.ForAddress($"http://localhost:{UnusedPort()}");
        var connecting = channel.ConnectAsync();

        channel.Dispose();

        await connecting.Awaiting(task => task.WaitAsync(Raw.Soon)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_made_ahead_is_closed_with_the_channel(bool isOwnHandler)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var handler = new SocketsHttpHandler();
        var channel = GrpcChannel.ForAddress($"http://{listener.LocalEndpoint}", new GrpcChannelOptions { HttpHandler = isOwnHandler ? null : handler });
        await channel.ConnectAsync().WaitAsync(Raw.Soon);
        using var connection = await listener.AcceptSocketAsync();

        channel.Dispose();

        (await connection.ReceiveAsync(new byte[1]).WaitAsync(Raw.Soon)).Should().Be(0);
    }

    [Fact]
    [Trait("BeyondPackage", "true")]
    public async Task A_connection_made_ahead_that_the_server_closed_is_made_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var channel = GrpcChannel.ForAddress($"http://{listener.LocalEndpoint}");
        await channel.ConnectAsync().WaitAsync(Raw.Soon);
        (await listener.AcceptSocketAsync()).Dispose();

        await channel.ConnectAsync().WaitAsync(Raw.Soon);

        using var second = await listener.AcceptSocketAsync().WaitAsync(Raw.Soon);
        channel.State.Should().Be(ConnectivityState.Ready);
    }

    [Fact]
    public async Task A_channel_that_does_not_make_its_connections_does_not_know_of_them()
    {
        using var client = new HttpClient();
        using var channel = GrpcChannel.ForAddress("http://localhost:5001", new GrpcChannelOptions { HttpClient = client });

        channel.Invoking(c => c.State).Should().Throw<InvalidOperationException>();
        await channel.Awaiting(c => c.ConnectAsync()).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task A_call_can_wait_for_the_server()
    {
        using var channel = GrpcChannel.ForAddress($"http://localhost:{UnusedPort()}");
        using var call = channel.Call("hello", new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(500)).WithWaitForReady());

        (await call.ResponseAsync.Failure()).StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public void Waits_are_longer_than_zero()
    {
        var options = new GrpcChannelOptions();

        options.Invoking(o => o.InitialReconnectBackoff = TimeSpan.Zero).Should().Throw<ArgumentException>();
        options.Invoking(o => o.MaxReconnectBackoff = TimeSpan.Zero).Should().Throw<ArgumentException>();
        options.MaxReconnectBackoff = null;
        options.MaxReceiveMessageSize.Should().Be(4 * 1024 * 1024);
        options.MaxSendMessageSize.Should().BeNull();
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Noting : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new InvalidOperationException("Nothing is to be sent."));

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
