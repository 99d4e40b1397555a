using System.Collections.Frozen;
using Grpc.Core;
using Grpc.Net.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>gRPC's own headers and trailers, and how metadata stands between them.</summary>
internal static class GrpcHeaders
{
    public const string Identity = "identity";

    /// <summary>A response header by which a service chooses the encoding of a call; it does not go over the wire.</summary>
    public const string EncodingChoice = "grpc-internal-encoding-request";

    private static readonly FrozenSet<string> NoMetadata = FrozenSet.ToFrozenSet(
        [
            HeaderNames.GrpcEncoding, HeaderNames.GrpcAcceptEncoding, HeaderNames.GrpcTimeout, HeaderNames.ContentEncoding,
            HeaderNames.ContentType, HeaderNames.TE, HeaderNames.Host, HeaderNames.AcceptEncoding,
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] StatusTexts = [.. Enumerable.Range(0, 17).Select(code => code.ToString())];

    /// <summary>The headers of a request as the client's metadata.</summary>
    public static Metadata MetadataOf(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(':') || NoMetadata.Contains(name))
                continue;
            if (!name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
                metadata.Add(name, values.ToString());
            else
                foreach (var bytes in GrpcProtocol.Bytes(values.ToString()))
                    metadata.Add(name, bytes);
        }

        return metadata;
    }

    public static void Append(IHeaderDictionary destination, Metadata.Entry entry) =>
        destination.Append(entry.Key, entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value);

    /// <summary>Writes status and message, in place of any that are there.</summary>
    public static void SetStatus(IHeaderDictionary destination, Status status)
    {
        destination[HeaderNames.GrpcStatus] = Text(status.StatusCode);
        destination[HeaderNames.GrpcMessage] = string.IsNullOrEmpty(status.Detail) ? default(StringValues) : PercentEncoding.Encode(status.Detail);
    }

    public static string Text(StatusCode code) =>
        (uint)code < (uint)StatusTexts.Length ? StatusTexts[(int)code] : code.ToString("D");

    /// <summary>Where the status goes: into the trailers, or into the headers if there was no message before the end.</summary>
    /// <exception cref="InvalidOperationException">The server cannot send trailers.</exception>
    public static IHeaderDictionary TrailersOf(HttpResponse response)
    {
        if (!response.HasStarted)
            return response.Headers;
        if (response.HttpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { IsReadOnly: false } trailers)
            return trailers;

        throw new InvalidOperationException("Trailers are not supported for this response. The server may not support gRPC.");
    }
}
