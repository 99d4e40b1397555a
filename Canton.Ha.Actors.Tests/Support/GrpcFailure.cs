using FluentAssertions;
using Google.Rpc;
using Grpc.Core;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A call that failed, as its client sees it.</summary>
internal sealed class GrpcFailure
{
    private const string DetailsName = "grpc-status-details-bin";

    private readonly RpcException _thrown;

    private GrpcFailure(RpcException thrown) => _thrown = thrown;

    public StatusCode Code => _thrown.StatusCode;

    public string Message => _thrown.Status.Detail;

    public Metadata Trailers => _thrown.Trailers;

    public ErrorInfo Info => Details[0].Unpack<ErrorInfo>();

    public IReadOnlyList<Google.Protobuf.WellKnownTypes.Any> Details =>
        [.. Google.Rpc.Status.Parser.ParseFrom(_thrown.Trailers.GetValueBytes(DetailsName)).Details];

    /// <summary>The id in the catalogue of errors; null if the failure is of another kind.</summary>
    public string? ErrorId => _thrown.Trailers.Any(entry => entry.Key == DetailsName) ? Info.Reason : null;

    public static GrpcFailure Of(RpcException thrown) => new(thrown);

    /// <summary>The call must fail.</summary>
    public static async Task<GrpcFailure> OfAsync(Func<Task> call) => new((await call.Should().ThrowAsync<RpcException>()).Which);

    /// <summary>The call must fail: with this status, and this id in the catalogue of errors.</summary>
    public static async Task<string> RefusalOfAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        var failure = await OfAsync(async () => await call());
        return $"{failure.Code} {failure.ErrorId}";
    }
}
