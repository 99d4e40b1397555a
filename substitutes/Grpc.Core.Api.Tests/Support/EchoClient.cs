namespace Grpc.Core.Api.Tests.Support;

/// <summary>A client as it is generated.</summary>
internal sealed class EchoClient : ClientBase<EchoClient>
{
    public static readonly Method<string, string> Unary = new(MethodType.Unary, "test.Echo", "Unary", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    public EchoClient()
    {
    }

    public EchoClient(CallInvoker invoker) : base(invoker)
    {
    }

    public EchoClient(ChannelBase channel) : base(channel)
    {
    }

    private EchoClient(ClientBaseConfiguration configuration) : base(configuration)
    {
    }

    /// <summary>One call of every kind.</summary>
    public void CallAll(CallOptions options = default)
    {
        CallInvoker.BlockingUnaryCall(Unary, null, options, "");
        CallInvoker.AsyncUnaryCall(Unary, null, options, "").Dispose();
        CallInvoker.AsyncServerStreamingCall(Unary, null, options, "").Dispose();
        CallInvoker.AsyncClientStreamingCall(Unary, null, options).Dispose();
        CallInvoker.AsyncDuplexStreamingCall(Unary, null, options).Dispose();
    }

    protected override EchoClient NewInstance(ClientBaseConfiguration configuration) => new(configuration);
}
