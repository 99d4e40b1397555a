using FluentAssertions;
using Grpc.Core.Api.Tests.Support;
using Xunit;

namespace Grpc.Core.Api.Tests;

public sealed class ClientSpec
{
    private readonly NotingInvoker _invoker = new();

    [Fact]
    public void A_client_calls_its_invoker()
    {
        new EchoClient(_invoker).CallAll();

        _invoker.Calls.Should().Equal("blocking", "unary", "disposed", "server stream", "server stream disposed", "client stream", "client stream disposed", "duplex", "duplex disposed");
    }

    [Fact]
    public void A_client_can_be_told_another_host()
    {
        var client = new EchoClient(_invoker);

        client.WithHost("elsewhere").CallAll();

        _invoker.Calls.Where(call => !call.EndsWith("disposed", StringComparison.Ordinal)).Should().Equal("blocking elsewhere", "unary elsewhere", "server stream elsewhere", "client stream elsewhere", "duplex elsewhere");
        client.Invoking(c => c.WithHost(null!)).Should().Throw<ArgumentNullException>().WithParameterName("host");
    }

    [Fact]
    public async Task A_client_can_be_made_of_a_channel()
    {
        var channel = new Channel(_invoker);

        new EchoClient(channel).CallAll();
        await channel.ShutdownAsync();

        _invoker.Calls.Should().NotBeEmpty();
        channel.Target.Should().Be("somewhere");
    }

    [Fact]
    public void A_client_of_nothing_is_a_double() =>
        new EchoClient().Invoking(client => client.CallAll()).Should().Throw<Exception>().Which.HResult.Should().Be(NotOverridden.HResult);

    [Fact]
    public async Task A_call_is_awaited_for_its_response()
    {
        using var call = _invoker.AsyncUnaryCall(EchoClient.Unary, null, default, "hello");

        (await call).Should().Be("hello");
        (await call.ConfigureAwait(false)).Should().Be("hello");
        (await call.ResponseHeadersAsync).Should().BeEmpty();
        call.GetStatus().Should().Be(Status.DefaultSuccess);
        call.GetTrailers().Should().BeEmpty();
    }

    private sealed class Channel(CallInvoker invoker) : ChannelBase("somewhere")
    {
        public override CallInvoker CreateCallInvoker() => invoker;
    }
}
