using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Where a method of a channel is called, and how the log names it.</summary>
internal sealed record CallTarget(Uri Uri, CallScope Scope)
{
    public static CallTarget Of(Uri address, bool isSecure, IMethod method)
    {
        var uri = new UriBuilder(address) { Path = method.FullName, Scheme = isSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp };
        return new CallTarget(uri.Uri, new CallScope(method));
    }
}
