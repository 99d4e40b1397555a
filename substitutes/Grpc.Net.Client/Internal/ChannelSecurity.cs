using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Whether a channel uses TLS, and the credentials that go with every call: what its credentials say, or else the scheme of its address.</summary>
internal sealed class ChannelSecurity(bool mayCallInsecurely) : ChannelCredentialsConfiguratorBase
{
    private readonly List<CallCredentials> _callCredentials = [];

    public bool IsSecure { get; private set; }

    public IReadOnlyList<CallCredentials> CallCredentials => _callCredentials;

    public static ChannelSecurity Of(Uri address, GrpcChannelOptions options)
    {
        var security = new ChannelSecurity(options.UnsafeUseInsecureChannelCallCredentials) { IsSecure = address.Scheme == Uri.UriSchemeHttps };
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            throw new InvalidOperationException($"No address resolver configured for the scheme '{address.Scheme}'.");
        if (options.Credentials is { } credentials)
        {
            security.IsSecure = false;
            credentials.InternalPopulateConfiguration(security, credentials);
        }

        if (security.IsSecure != (address.Scheme == Uri.UriSchemeHttps))
            throw new InvalidOperationException($"Channel is configured with {(security.IsSecure ? "secure" : "insecure")} channel credentials and can't use a HttpClient with a '{address.Scheme}' scheme.");

        return security;
    }

    public override void SetInsecureCredentials(object state) => IsSecure = false;

    public override void SetSslCredentials(object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
    {
        if (!string.IsNullOrEmpty(rootCertificates) || keyCertificatePair is not null || verifyPeerCallback is not null)
            throw new InvalidOperationException(
                "SslCredentials with non-null arguments is not supported by GrpcChannel. " +
                "GrpcChannel uses HttpClient to make gRPC calls and HttpClient automatically loads root certificates from the operating system certificate store. " +
                "Client certificates should be configured on HttpClient. See https://aka.ms/aspnet/grpc/certauth for details.");

        IsSecure = true;
    }

    public override void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        channelCredentials.InternalPopulateConfiguration(this, state);
        if (!IsSecure && !mayCallInsecurely)
            throw new InvalidOperationException(
                $"CallCredentials can't be composed with {channelCredentials.GetType().Name}. CallCredentials must be used with secure channel credentials like SslCredentials " +
                "or by enabling GrpcChannelOptions.UnsafeUseInsecureChannelCallCredentials on the channel.");

        _callCredentials.Add(callCredentials);
    }
}
