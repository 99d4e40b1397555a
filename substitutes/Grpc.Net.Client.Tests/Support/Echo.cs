using Grpc.Core;

namespace Grpc.Net.Client.Tests.Support;

/// <summary>Methods of a service whose messages are texts.</summary>
internal static class Echo
{
    public static readonly Method<string, string> Unary = Of(MethodType.Unary);
    public static readonly Method<string, string> ServerStream = Of(MethodType.ServerStreaming);
    public static readonly Method<string, string> ClientStream = Of(MethodType.ClientStreaming);
    public static readonly Method<string, string> Duplex = Of(MethodType.DuplexStreaming);

    public static AsyncUnaryCall<string> Call(this GrpcChannel channel, string request, CallOptions options = default) =>
        channel.CreateCallInvoker().AsyncUnaryCall(Unary, null, options, request);

    public static AsyncServerStreamingCall<string> Stream(this GrpcChannel channel, string request, CallOptions options = default) =>
        channel.CreateCallInvoker().AsyncServerStreamingCall(ServerStream, null, options, request);

    public static AsyncClientStreamingCall<string, string> Upload(this GrpcChannel channel, CallOptions options = default) =>
        channel.CreateCallInvoker().AsyncClientStreamingCall(ClientStream, null, options);

    public static AsyncDuplexStreamingCall<string, string> Talk(this GrpcChannel channel, CallOptions options = default) =>
        channel.CreateCallInvoker().AsyncDuplexStreamingCall(Duplex, null, options);

    /// <summary>The failure of a call.</summary>
    public static async Task<RpcException> Failure(this Task call)
    {
        try
        {
            await call.WaitAsync(Raw.Soon);
        }
        catch (RpcException e)
        {
            return e;
        }

        throw new InvalidOperationException("The call should have failed.");
    }

    public static async Task<List<string>> All(this IAsyncStreamReader<string> reader)
    {
        var all = new List<string>();
        await foreach (var message in reader.ReadAllAsync())
            all.Add(message);
        return all;
    }

    private static Method<string, string> Of(MethodType type) => new(type, "test.Echo", type.ToString(), Marshallers.StringMarshaller, Marshallers.StringMarshaller);
}
