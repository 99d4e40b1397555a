using Grpc.Core;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Calls of methods that are known by their paths alone, with an empty message.</summary>
internal static class RawCalls
{
    private static readonly Marshaller<byte[]> s_bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <param name="channel">To whom.</param>
    /// <param name="path"><c>/service/method</c>.</param>
    /// <param name="headers">What goes with it.</param>
    public static async Task CallAsync(ChannelBase channel, string path, Metadata headers)
    {
        var method = new Method<byte[], byte[]>(MethodType.Unary, path.Split('/')[1], path.Split('/')[2], s_bytes, s_bytes);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(method, host: null, new CallOptions(headers, AdminClient.Deadline), []);
        await call;
    }
}
