namespace Grpc.Net.Client.Internal;

/// <summary>What holds for all calls over a channel.</summary>
internal sealed record CallSettings(
    bool IsSecure,
    int? SentMax,
    int? ReceivedMax,
    CompressionProviders Compression,
    bool ThrowsOperationCanceled,
    bool SendsCredentialsInsecurely,
    Version HttpVersion,
    HttpVersionPolicy HttpVersionPolicy,
    TimeProvider Clock)
{
    public static CallSettings Of(GrpcChannelOptions options, bool isSecure) => new(
        isSecure,
        options.MaxSendMessageSize,
        options.MaxReceiveMessageSize,
        options.CompressionProviders is { } providers ? new CompressionProviders(providers) : CompressionProviders.Default,
        options.ThrowOperationCanceledOnCancellation,
        options.UnsafeUseInsecureChannelCallCredentials,
        options.HttpVersion ?? System.Net.HttpVersion.Version20,
        options.HttpVersionPolicy ?? System.Net.Http.HttpVersionPolicy.RequestVersionExact,
        TimeProvider.System);
}
