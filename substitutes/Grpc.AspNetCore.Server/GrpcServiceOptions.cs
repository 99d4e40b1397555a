using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.AspNetCore.Server;

/// <summary>How gRPC services are served; set for all of them with <c>AddGrpc</c>.</summary>
public class GrpcServiceOptions
{
    private int? _maxSendMessageSize;
    private int? _maxReceiveMessageSize;

    /// <summary>Largest message in bytes that a service may send; null, the default, for no limit. A larger one ends the call with <c>RESOURCE_EXHAUSTED</c>.</summary>
    public int? MaxSendMessageSize
    {
        get => _maxSendMessageSize;
        set => (_maxSendMessageSize, IsMaxSendMessageSizeSet) = (value, true);
    }

    /// <summary>Largest message in bytes that a service accepts, 4 MiB unless set; null for no limit. A larger one ends the call with <c>RESOURCE_EXHAUSTED</c>.</summary>
    public int? MaxReceiveMessageSize
    {
        get => _maxReceiveMessageSize;
        set => (_maxReceiveMessageSize, IsMaxReceiveMessageSizeSet) = (value, true);
    }

    /// <summary>Whether the status of a call that failed by an exception tells the client what the exception said.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>Name of the encoding by which responses are compressed, for clients that accept it; null for none.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>How much effort goes into compressing responses; null leaves that to the provider.</summary>
    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>The encodings that can be read and written; gzip and deflate when none was added.</summary>
    public IList<ICompressionProvider> CompressionProviders
    {
        get => KnownCompressionProviders ??= [];
        set => KnownCompressionProviders = value;
    }

    /// <summary>Whether calls to services and methods that nobody serves go on through the pipeline of ASP.NET Core instead of being answered with <c>UNIMPLEMENTED</c>.</summary>
    public bool? IgnoreUnknownServices { get; set; }

    /// <summary>The interceptors of every call; the first is the outermost.</summary>
    public InterceptorCollection Interceptors { get; } = [];

    internal bool IsMaxSendMessageSizeSet { get; private set; }

    internal bool IsMaxReceiveMessageSizeSet { get; private set; }

    internal IList<ICompressionProvider>? KnownCompressionProviders { get; private set; }

    /// <summary>Sets a limit that still counts as not set by the user.</summary>
    internal void DefaultMaxReceiveMessageSize(int bytes)
    {
        if (!IsMaxReceiveMessageSizeSet)
            _maxReceiveMessageSize = bytes;
    }
}

/// <summary>How the gRPC service <typeparamref name="TService"/> is served; what is not set here is taken from <see cref="GrpcServiceOptions"/>.</summary>
/// <typeparam name="TService">The type of the service.</typeparam>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class
{
}
