using Grpc.Peers.Tests.Support;
using Xunit;

namespace Grpc.Peers.Tests;

public sealed class NodeAsServerSpec(NodeAsServerSpec.Server server) : PeerAsServerSpec(server), IClassFixture<NodeAsServerSpec.Server>
{
    private protected override string ResponseEncoding => "identity";

    public sealed class Server : PeerServer
    {
        private protected override Task<Peer> PeerAsync() => Peer.NodeAsync();
    }
}
