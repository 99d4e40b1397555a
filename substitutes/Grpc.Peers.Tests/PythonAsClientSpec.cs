using Grpc.Peers.Tests.Support;
using Xunit;

namespace Grpc.Peers.Tests;

public sealed class PythonAsClientSpec(PythonAsClientSpec.Run run) : PeerAsClientSpec(run), IClassFixture<PythonAsClientSpec.Run>
{
    public sealed class Run : PeerClientRun
    {
        private protected override Task<Peer> PeerAsync() => Peer.PythonAsync();
    }
}
