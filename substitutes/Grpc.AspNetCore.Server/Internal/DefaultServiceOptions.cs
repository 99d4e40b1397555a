using System.IO.Compression;
using Grpc.Net.Compression;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>What holds when the user sets nothing.</summary>
internal sealed class DefaultServiceOptions : IConfigureOptions<GrpcServiceOptions>
{
    public const int MaxReceiveMessageSize = 4 * 1024 * 1024;

    public void Configure(GrpcServiceOptions options)
    {
        options.DefaultMaxReceiveMessageSize(MaxReceiveMessageSize);
        if (options.KnownCompressionProviders is { Count: > 0 })
            return;

        options.CompressionProviders.Add(new GzipCompressionProvider(CompressionLevel.Fastest));
        options.CompressionProviders.Add(new DeflateCompressionProvider(CompressionLevel.Fastest));
    }
}
