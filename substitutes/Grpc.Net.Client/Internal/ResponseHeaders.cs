using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Internal;

namespace Grpc.Net.Client.Internal;

/// <summary>What headers and trailers of a response say.</summary>
internal static class ResponseHeaders
{
    private const string StatusName = "grpc-status";
    private const string MessageName = "grpc-message";

    /// <summary>Headers as metadata, without those that belong to the protocol.</summary>
    public static Metadata Of(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (IsOfProtocol(name))
                continue;

            var isBinary = name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase);
            foreach (var value in values)
            {
                if (!isBinary)
                    metadata.Add(name, value);
                else
                    foreach (var bytes in GrpcProtocol.Bytes(value))
                        metadata.Add(name, bytes);
            }
        }

        return metadata;
    }

    /// <summary>The status if the headers already have it, or if this is no response of a gRPC server; else null.</summary>
    /// <param name="response">With its headers, without its content.</param>
    /// <param name="trailers">The headers, if they have the status: then nothing follows.</param>
    public static Status? Validate(HttpResponseMessage response, out Metadata? trailers)
    {
        trailers = null;
        if (TryGetStatus(response.Headers, out var status))
        {
            trailers = Of(response.Headers);
            return status;
        }

        if (response.Version < HttpVersion.Version20)
            return new Status(StatusCode.Internal, $"Bad gRPC response. Response protocol downgraded to HTTP/{response.Version.ToString(2)}.");
        if (response.StatusCode != HttpStatusCode.OK)
            return new Status(CodeOf((int)response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}");

        return Single(response.Content.Headers, "Content-Type") switch
        {
            null => new Status(StatusCode.Cancelled, "Bad gRPC response. Response did not have a content-type header."),
            var type when !GrpcProtocol.IsGrpc(type) => new Status(StatusCode.Cancelled, "Bad gRPC response. Invalid content-type value: " + type),
            _ => null,
        };
    }

    /// <summary>The status that ends a response; a status of this side if there is none that makes sense.</summary>
    public static Status StatusInTrailers(HttpResponseMessage response)
    {
        try
        {
            return TryGetStatus(response.TrailingHeaders, out var status)
                ? status.Value
                : new Status(StatusCode.Cancelled, "No grpc-status found on response.");
        }
        catch (InvalidOperationException e)
        {
            return new Status(StatusCode.Cancelled, e.Message, e);
        }
    }

    /// <summary>How the messages of the response are compressed.</summary>
    public static string Encoding(HttpResponseMessage response) => EncodingIn(response.Headers);

    /// <summary>How the messages of the request are compressed.</summary>
    public static string EncodingIn(HttpHeaders headers) =>
        headers.NonValidated.TryGetValues(RequestHeaders.EncodingName, out var values) ? values.First() : CompressionProviders.Identity;

    private static bool TryGetStatus(HttpHeaders headers, [NotNullWhen(true)] out Status? status)
    {
        status = null;
        if (Single(headers, StatusName) is not { } code)
            return false;
        if (!int.TryParse(code, out var number))
            throw new InvalidOperationException("Unexpected grpc-status value: " + code);

        status = new Status((StatusCode)number, Uri.UnescapeDataString(Single(headers, MessageName) ?? ""));
        return true;
    }

    private static string? Single(HttpHeaders headers, string name)
    {
        if (!headers.NonValidated.TryGetValues(name, out var values))
            return null;

        return values.Count == 1 ? values.ToString() : throw new InvalidOperationException($"Multiple {name} headers.");
    }

    private static bool IsOfProtocol(string name) =>
        name.Length > 0 && name[0] == ':' || name.ToLowerInvariant() is StatusName or MessageName
            or RequestHeaders.EncodingName or RequestHeaders.AcceptEncodingName or "content-encoding" or "content-type";

    /// <summary>As the mapping of HTTP status codes to those of gRPC has it.</summary>
    private static StatusCode CodeOf(int httpStatus) => httpStatus switch
    {
        400 or 431 or (>= 100 and < 200) => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
