using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Options of one service begin as those of all services.</summary>
internal sealed class InheritedServiceOptions<TService>(IOptions<GrpcServiceOptions> all) : IConfigureOptions<GrpcServiceOptions<TService>>
    where TService : class
{
    public void Configure(GrpcServiceOptions<TService> options)
    {
        var inherited = all.Value;
        options.MaxReceiveMessageSize = inherited.MaxReceiveMessageSize;
        options.MaxSendMessageSize = inherited.MaxSendMessageSize;
        options.EnableDetailedErrors = inherited.EnableDetailedErrors;
        options.ResponseCompressionAlgorithm = inherited.ResponseCompressionAlgorithm;
        options.ResponseCompressionLevel = inherited.ResponseCompressionLevel;
        options.CompressionProviders = inherited.CompressionProviders;
        options.IgnoreUnknownServices = inherited.IgnoreUnknownServices;
    }
}
