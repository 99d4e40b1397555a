using Grpc.Peers.Tests.Support;
using Xunit;

namespace Grpc.Peers.Tests;

public sealed class PythonAsServerSpec(PythonAsServerSpec.Server server) : PeerAsServerSpec(server), IClassFixture<PythonAsServerSpec.Server>
{
    public sealed class Server : PeerServer
    {
        private protected override Task<Peer> PeerAsync() => Peer.PythonAsync();
    }
}
