using FluentAssertions;
using Grpc.Core.Api.Tests.Support;
using Grpc.Core.Interceptors;
using Xunit;

namespace Grpc.Core.Api.Tests.Interceptors;

public sealed class InterceptorSpec
{
    private readonly NotingInvoker _invoker = new();

    [Fact]
    public void Of_several_interceptors_the_first_one_sees_a_call_first()
    {
        var client = new EchoClient(_invoker.Intercept(new Adding("first"), new Adding("second")).Intercept(new Adding("outer")));

        client.CallAll();

        _invoker.Calls.Where(call => !call.EndsWith("disposed", StringComparison.Ordinal)).Should().Equal(
            "blocking outer first second", "unary outer first second", "server stream outer first second", "client stream outer first second", "duplex outer first second");
    }

    [Fact]
    public void A_function_can_make_the_headers()
    {
        var client = new EchoClient(_invoker.Intercept(headers =>
        {
            headers.Add("made", "here");
            return headers;
        }));

        client.CallAll(new CallOptions(new Metadata { { "given", "there" } }));

        _invoker.Calls[0].Should().Be("blocking given made");
        _invoker.Calls[1].Should().Be("unary given made made");
    }

    [Fact]
    public void An_interceptor_that_overrides_nothing_changes_nothing()
    {
        new EchoClient(_invoker.Intercept(new Idle())).CallAll();

        _invoker.Calls.Should().HaveCount(9);
    }

    [Fact]
    public void Nothing_is_no_interceptor()
    {
        _invoker.Invoking(invoker => invoker.Intercept((Interceptor)null!)).Should().Throw<ArgumentNullException>();
        _invoker.Invoking(invoker => invoker.Intercept((Func<Metadata, Metadata>)null!)).Should().Throw<ArgumentNullException>();
        _invoker.Invoking(invoker => invoker.Intercept((Interceptor[])null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ((CallInvoker)null!).Intercept(new Idle())).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public async Task Handlers_are_continued_unless_overridden()
    {
        var idle = new Idle();

        (await idle.UnaryServerHandler("request", null!, (request, _) => Task.FromResult(request + "!"))).Should().Be("request!");
        (await idle.ClientStreamingServerHandler<string, string>(null!, null!, (_, _) => Task.FromResult("response"))).Should().Be("response");
        var seen = new List<string>();
        await idle.ServerStreamingServerHandler<string, string>("request", null!, null!, (request, _, _) => Noted(seen, request));
        await idle.DuplexStreamingServerHandler<string, string>(null!, null!, null!, (_, _, _) => Noted(seen, "duplex"));
        seen.Should().Equal("request", "duplex");
    }

    private static Task Noted(List<string> seen, string what)
    {
        seen.Add(what);
        return Task.CompletedTask;
    }

    private sealed class Idle : Interceptor;

    private sealed class Adding(string key) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Added(context));

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Added(context));

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Added(context));

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Added(context));

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Added(context));

        private ClientInterceptorContext<TRequest, TResponse> Added<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class
            where TResponse : class =>
            new(context.Method, context.Host, context.Options.WithHeaders([.. context.Options.Headers ?? [], new Metadata.Entry(key, "")]));
    }
}
