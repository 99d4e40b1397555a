using Canton.Ha.Actors.Contracts;
using Com.Digitalasset.Canton.Admin.Health.V30;
using Google.Protobuf;
using Grpc.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What an operator needs when something is wrong: more in the log, and everything in one archive.</summary>
internal sealed class StatusApi(AdminNode node) : StatusService.StatusServiceBase
{
    private const uint ChunkDefault = 2_000_000;
    private const uint ChunkMax = 4_000_000;

    /// <summary>The reference's levels; this node tells nothing finer than DEBUG.</summary>
    private static readonly OrderedDictionary<string, LogThreshold> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["TRACE"] = LogThreshold.Debug,
        ["DEBUG"] = LogThreshold.Debug,
        ["INFO"] = LogThreshold.Info,
        ["WARN"] = LogThreshold.Warning,
        ["ERROR"] = LogThreshold.Error,
        ["OFF"] = LogThreshold.Off,
    };

    public override Task<SetLogLevelResponse> SetLogLevel(SetLogLevelRequest request, ServerCallContext context)
    {
        if (!Levels.TryGetValue(request.Level, out var level))
            throw AdminErrors.Invalid("level", $"must be one of {string.Join(", ", Levels.Keys)}, but is \"{request.Level}\".");

        node.Actors.SetLogLevel(level);
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
