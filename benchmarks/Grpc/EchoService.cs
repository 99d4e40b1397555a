using Google.Protobuf;
using Grpc.Benchmarks.Protos;
using Grpc.Core;

namespace Grpc.Benchmarks;

/// <summary>The service that is measured; it does as little as it can.</summary>
internal sealed class EchoService : Echo.EchoBase
{
    public override Task<Payload> Say(Payload request, ServerCallContext context) => Task.FromResult(request);

    public override async Task Stream(Demand request, IServerStreamWriter<Payload> responseStream, ServerCallContext context)
    {
        var message = new Payload { Body = ByteString.CopyFrom(new byte[request.Size]) };
        for (var i = 0; i < request.Messages; i++)
            await responseStream.WriteAsync(message);
    }
}
