using Grpc.Core;

namespace Grpc.Peers.Tests.Support;

/// <summary>The methods of the service <c>peers.Peer</c>; messages are plain bytes.</summary>
internal static class PeerMethods
{
    public static readonly Method<byte[], byte[]> Say = New(MethodType.Unary, nameof(Say));
    public static readonly Method<byte[], byte[]> Collect = New(MethodType.ClientStreaming, nameof(Collect));
    public static readonly Method<byte[], byte[]> List = New(MethodType.ServerStreaming, nameof(List));
    public static readonly Method<byte[], byte[]> Talk = New(MethodType.DuplexStreaming, nameof(Talk));
    public static readonly Method<byte[], byte[]> Cancellations = New(MethodType.Unary, nameof(Cancellations));
    public static readonly Method<byte[], byte[]> Unknown = New(MethodType.Unary, "Sing");

    private static Method<byte[], byte[]> New(MethodType type, string name)
    {
        var bytes = Marshallers.Create(message => message, message => message);
        return new Method<byte[], byte[]>(type, "peers.Peer", name, bytes, bytes);
    }
}
