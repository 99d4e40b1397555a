using Com.Digitalasset.Canton.Admin.Health.V30;
using Google.Protobuf;
using Grpc.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What an operator needs when something is wrong: more in the log, and everything in one archive.</summary>
internal sealed class StatusApi(AdminNode node) : StatusService.StatusServiceBase
{
    private const uint ChunkDefault = 2_000_000;
    private const uint ChunkMax = 4_000_000;

    public override Task<SetLogLevelResponse> SetLogLevel(SetLogLevelRequest request, ServerCallContext context)
    {
        node.Actors.SetLogLevel(LogLevels.Parse(request.Level));
        return Task.FromResult(new SetLogLevelResponse());
    }

    public override async Task HealthDump(HealthDumpRequest request, IServerStreamWriter<HealthDumpResponse> responseStream, ServerCallContext context)
    {
        var size = request.HasChunkSize ? request.ChunkSize : ChunkDefault;
        if (size is 0 or > ChunkMax)
            throw AdminErrors.Invalid("chunk_size", $"must be from 1 to {ChunkMax} bytes, but is {size}.");

        var archive = await AdminApi.HealthDump.PackAsync(node, context.CancellationToken);
        for (var rest = archive.AsMemory(); rest.Length > 0; rest = rest[Math.Min((int)size, rest.Length)..])
            await responseStream.WriteAsync(new HealthDumpResponse { Chunk = UnsafeByteOperations.UnsafeWrap(rest[..Math.Min((int)size, rest.Length)]) });
    }
}
