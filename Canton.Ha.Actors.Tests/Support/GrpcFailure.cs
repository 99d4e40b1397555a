using FluentAssertions;
using Google.Rpc;
using Grpc.Core;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A call that failed, as its client sees it.</summary>
internal sealed class GrpcFailure
{
    private readonly RpcException _thrown;

    private GrpcFailure(RpcException thrown) => _thrown = thrown;

    public StatusCode Code => _thrown.StatusCode;

    public string Message => _thrown.Status.Detail;

    public Metadata Trailers => _thrown.Trailers;

    public ErrorInfo Info => Details[0].Unpack<ErrorInfo>();

    public IReadOnlyList<Google.Protobuf.WellKnownTypes.Any> Details =>
        [.. Google.Rpc.Status.Parser.ParseFrom(_thrown.Trailers.GetValueBytes("grpc-status-details-bin")).Details];

    /// <summary>The call must fail.</summary>
    public static async Task<GrpcFailure> OfAsync(Func<Task> call) => new((await call.Should().ThrowAsync<RpcException>()).Which);
}
