using System.Collections.Immutable;

namespace Canton.Ha.Actors.Configuration;

/// <summary>A collector that is spoken to by OTLP.</summary>
/// <param name="Endpoint"><c>endpoint</c>: an http or https URL.</param>
/// <param name="IsGrpc"><c>protocol</c>: true for <c>grpc</c>, false for <c>http-protobuf</c>.</param>
/// <param name="Headers"><c>headers</c>: sent with every request; they may have secrets.</param>
/// <param name="Timeout"><c>timeout</c>: how long an answer may take.</param>
public sealed record OtlpSettings(Uri Endpoint, bool IsGrpc, ImmutableSortedDictionary<string, string> Headers, TimeSpan Timeout)
{
    /// <summary>Null where there is no endpoint.</summary>
    internal static OtlpSettings? From(SettingsBlock otlp)
    {
        var endpoint = EndpointIn(otlp);
        var isGrpc = otlp.OneOf("protocol", "grpc", "http-protobuf") == "grpc";
        var headers = otlp.Block("headers");
        var all = headers.Node.Fields.Keys.ToImmutableSortedDictionary(name => name, headers.Text, StringComparer.Ordinal);
        var timeout = otlp.Duration("timeout");
        return endpoint is null ? null : new OtlpSettings(endpoint, isGrpc, all, timeout);
    }

    private static Uri? EndpointIn(SettingsBlock otlp)
    {
        const string Key = "endpoint";
        var text = otlp.TextOrNull(Key);
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.UserInfo.Length == 0)
            return url;
        if (text is not null)
            otlp.Refuse<Uri>(Key, "must be an http or https URL such as http://127.0.0.1:4317, without user and password", otlp.Node.At(Key)!);
        return null;
    }
}
