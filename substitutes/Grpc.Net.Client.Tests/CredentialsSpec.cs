using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class CredentialsSpec
{
    [Fact]
    public async Task Credentials_of_call_and_channel_go_with_a_secured_call()
    {
        await using var server = await RawServer.StartSecureAsync(Tell);
        using var channel = server.Channel(options => options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token("channel")));

        var options = new CallOptions(credentials: CallCredentials.Compose(Token("one"), Token("two")));

        (await channel.Call("hello", options).ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("one,two,channel");
        (await channel.Call("hello").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("channel");
    }

    [Fact]
    public async Task Credentials_do_not_go_over_a_line_that_others_can_read()
    {
        await using var server = await RawServer.StartAsync(Tell);
        using var channel = server.Channel();

        (await channel.Call("hello", new CallOptions(credentials: Token("secret"))).ResponseAsync.WaitAsync(Raw.Soon)).Should().BeEmpty();
    }

    [Fact]
    public async Task Unless_the_channel_is_told_to_send_them_anyway()
    {
        await using var server = await RawServer.StartAsync(Tell);
        using var channel = server.Channel(options =>
        {
            options.UnsafeUseInsecureChannelCallCredentials = true;
            options.Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Token("channel"));
        });

        (await channel.Call("hello", new CallOptions(credentials: Token("call"))).ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("call,channel");
    }

    [Fact]
    public async Task Credentials_are_made_for_a_service_and_a_method()
    {
        AuthInterceptorContext? seen = null;
        await using var server = await RawServer.StartSecureAsync(Tell);
        using var channel = server.Channel();
        var credentials = CallCredentials.FromInterceptor((context, _) =>
        {
            seen = context;
            return Task.CompletedTask;
        });

        await channel.Call("hello", new CallOptions(credentials: credentials)).ResponseAsync.WaitAsync(Raw.Soon);

        seen!.ServiceUrl.Should().Be($"https://localhost:{server.Address.Port}/test.Echo");
        seen.MethodName.Should().Be("Unary");
    }

    [Fact]
    public async Task Credentials_that_cannot_be_made_fail_the_call()
    {
        await using var server = await RawServer.StartSecureAsync(Tell);
        using var channel = server.Channel();
        var broken = CallCredentials.FromInterceptor((_, _) => throw new InvalidOperationException("no token today"));
        var refused = CallCredentials.FromInterceptor((_, _) => throw new RpcException(new Status(StatusCode.Unauthenticated, "who are you?")));

        var failure = await channel.Call("hello", new CallOptions(credentials: broken)).ResponseAsync.Failure();
        var refusal = await channel.Call("hello", new CallOptions(credentials: refused)).ResponseAsync.Failure();

        failure.Status.StatusCode.Should().Be(StatusCode.Internal);
        failure.Status.Detail.Should().Be("Error starting gRPC call. InvalidOperationException: no token today");
        refusal.Status.Should().Be(new Status(StatusCode.Unauthenticated, "who are you?"));
    }

    [Fact]
    public void Credentials_must_fit_to_the_address()
    {
        FluentActions.Invoking(() => GrpcChannel.ForAddress("http://localhost:1", With(ChannelCredentials.SecureSsl))).Should().Throw<InvalidOperationException>()
            .WithMessage("Channel is configured with secure channel credentials and can't use a HttpClient with a 'http' scheme.");
        FluentActions.Invoking(() => GrpcChannel.ForAddress("https://localhost:1", With(ChannelCredentials.Insecure))).Should().Throw<InvalidOperationException>()
            .WithMessage("Channel is configured with insecure channel credentials and can't use a HttpClient with a 'https' scheme.");
        FluentActions.Invoking(() => GrpcChannel.ForAddress("http://localhost:1", With(ChannelCredentials.Create(ChannelCredentials.Insecure, Token("x"))))).Should().Throw<InvalidOperationException>()
            .WithMessage("CallCredentials can't be composed with InsecureCredentials.*");
        FluentActions.Invoking(() => GrpcChannel.ForAddress("https://localhost:1", With(new SslCredentials("a certificate")))).Should().Throw<InvalidOperationException>()
            .WithMessage("SslCredentials with non-null arguments is not supported by GrpcChannel.*");
    }

    private static GrpcChannelOptions With(ChannelCredentials credentials) => new() { Credentials = credentials };

    private static CallCredentials Token(string token) => CallCredentials.FromInterceptor((_, headers) =>
    {
        headers.Add("x-token", token);
        return Task.CompletedTask;
    });

    private static Task Tell(HttpContext call) => call.AnswerAsync(string.Join(',', call.Request.Headers["x-token"].ToString().Split(',', StringSplitOptions.TrimEntries)));
}
