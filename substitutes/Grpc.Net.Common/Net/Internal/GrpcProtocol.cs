namespace Grpc.Net.Internal;

/// <summary>What client and server read alike in headers.</summary>
internal static class GrpcProtocol
{
    public const string ContentType = "application/grpc";

    /// <summary>A content type of this kind, also with parameters or with the format of the messages.</summary>
    public static bool IsGrpc(string? contentType, string kind = ContentType) =>
        contentType is not null
        && contentType.StartsWith(kind, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == kind.Length || contentType[kind.Length] is '+' or ';');

    /// <summary>
    /// The values of a binary header, base64 with or without padding. On the way several of them may have been joined with commas, which are nothing in base64.
    /// </summary>
    /// <exception cref="FormatException">One of them is not base64.</exception>
    public static IEnumerable<byte[]> Bytes(string values) =>
        values.Split(',', StringSplitOptions.TrimEntries).Select(value => Convert.FromBase64String(value.PadRight((value.Length + 3) / 4 * 4, '=')));
}
