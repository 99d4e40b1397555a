using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>How a <see cref="GrpcChannel"/> connects and what its calls may do.</summary>
public sealed class GrpcChannelOptions
{
    private const int DefaultReceivedMax = 4 * 1024 * 1024;

    /// <summary>Security of the channel, and credentials of every call; null for what the scheme of the address says.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Longest message that can be sent, in bytes before compression; null for no limit, which is the default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Longest message that is received, in bytes as it comes; null for no limit. 4 MiB by default.</summary>
    public int? MaxReceiveMessageSize { get; set; } = DefaultReceivedMax;

    /// <summary>How messages can be compressed; null for gzip and deflate.</summary>
    public IList<ICompressionProvider>? CompressionProviders { get; set; }

    /// <summary>Where calls are logged; null for the one of <see cref="ServiceProvider"/>, if that has one.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The client that sends; not together with <see cref="HttpHandler"/>.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>The handler that sends; null for one of the channel's own. Not together with <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the given client or handler is disposed with the channel.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether calls that are cancelled, or are late, end with <see cref="OperationCanceledException"/> instead of <see cref="RpcException"/>.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Whether call credentials are sent even if the channel is not secured: anybody on the way can read them.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>Longest wait before <see cref="GrpcChannel.ConnectAsync"/> tries again; null for no limit. 2 minutes by default.</summary>
    /// <exception cref="ArgumentException">Not longer than zero.</exception>
    public TimeSpan? MaxReconnectBackoff
    {
        get;
        set => field = value <= TimeSpan.Zero ? throw new ArgumentException("Maximum reconnect backoff must be greater than zero.") : value;
    } = TimeSpan.FromMinutes(2);

    /// <summary>First wait before <see cref="GrpcChannel.ConnectAsync"/> tries again. 1 second by default.</summary>
    /// <exception cref="ArgumentException">Not longer than zero.</exception>
    public TimeSpan InitialReconnectBackoff
    {
        get;
        set => field = value <= TimeSpan.Zero ? throw new ArgumentException("Initial reconnect backoff must be greater than zero.") : value;
    } = TimeSpan.FromSeconds(1);

    /// <summary>Where the channel looks for a logger factory.</summary>
    public IServiceProvider? ServiceProvider { get; set; }

    /// <summary>Version of HTTP; null for 2.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>Which other version of HTTP will do; null for none.</summary>
    public HttpVersionPolicy? HttpVersionPolicy { get; set; }
}
