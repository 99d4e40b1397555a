using Grpc.Peers.Tests.Support;
using Xunit;

namespace Grpc.Peers.Tests;

public sealed class NodeAsClientSpec(NodeAsClientSpec.Run run) : PeerAsClientSpec(run), IClassFixture<NodeAsClientSpec.Run>
{
    private protected override bool DeliversAllBeforeAnError => false;

    public sealed class Run : PeerClientRun
    {
        private protected override Task<Peer> PeerAsync() => Peer.NodeAsync();
    }
}
