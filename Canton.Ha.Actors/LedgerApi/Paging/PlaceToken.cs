using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;
using Google.Protobuf;

namespace Canton.Ha.Actors.LedgerApi.Paging;

/// <summary>
/// Tokens that name a place in an answer, so that a client can go on there: at any replica, but only with the same request to the same participant. Nothing
/// in a token is secret, and whoever makes one up sees nothing that he could not ask for.
/// </summary>
internal sealed class PlaceToken
{
    private const byte Version = 1;
    private const int CheckSize = 16;

    private readonly TokenKind _kind;
    private readonly byte[] _binding;

    /// <param name="kind">Of what.</param>
    /// <param name="participant">Which logical participant.</param>
    /// <param name="request">What must stay the same, in a form in which the same has the same bytes; see <see cref="CanonicalFormat"/>.</param>
    public PlaceToken(TokenKind kind, string participant, IMessage request)
    {
        _kind = kind;
        _binding = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{kind.Code.Id}\n{participant}\n"), .. request.ToByteArray()]);
    }

    public ByteString Write(params ReadOnlySpan<long> place)
    {
        var token = new byte[1 + (place.Length * sizeof(long)) + CheckSize];
        token[0] = Version;
        for (var index = 0; index < place.Length; index++)
            BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(1 + (index * sizeof(long))), place[index]);
        WriteCheck(token.AsSpan(..^CheckSize), token.AsSpan(^CheckSize..));
        return UnsafeByteOperations.UnsafeWrap(token);
    }

    /// <summary>The numbers that were written.</summary>
    /// <exception cref="CantonErrorException">It is no token, or one of another request, participant or version.</exception>
    public long[] Read(ByteString token)
    {
        if (token.Length != 1 + (_kind.Numbers * sizeof(long)) + CheckSize)
            throw RequestErrors.Invalid(_kind.Field, "it must be a token of an earlier answer, as it was.");
        if (token[0] != Version)
            throw ReadErrors.InvalidToken(_kind.Code, $"has version {token[0]}, not {Version}");

        Span<byte> check = stackalloc byte[CheckSize];
        WriteCheck(token.Span[..^CheckSize], check);
        if (!check.SequenceEqual(token.Span[^CheckSize..]))
            throw ReadErrors.InvalidToken(_kind.Code, "belongs to another request or participant");

        var place = new long[_kind.Numbers];
        for (var index = 0; index < place.Length; index++)
            place[index] = BinaryPrimitives.ReadInt64BigEndian(token.Span[(1 + (index * sizeof(long)))..]);
        return place;
    }

    private void WriteCheck(ReadOnlySpan<byte> place, Span<byte> check)
    {
        Span<byte> input = stackalloc byte[_binding.Length + place.Length];
        _binding.CopyTo(input);
        place.CopyTo(input[_binding.Length..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        digest[..CheckSize].CopyTo(check);
    }
}

/// <summary>A kind of token.</summary>
/// <param name="Field">In which field clients send it back.</param>
/// <param name="Code">The error if it belongs to something else.</param>
/// <param name="Numbers">How many it has.</param>
internal sealed record TokenKind(string Field, ErrorCode Code, int Numbers)
{
    /// <summary>After an element of a stream of active contracts: active at, creation offset, node.</summary>
    public static readonly TokenKind Contract = new("stream_continuation_token", ReadErrors.InvalidContinuationTokenCode, 3);

    /// <summary>After a page of active contracts: as <see cref="Contract"/>.</summary>
    public static readonly TokenKind ContractsPage = new("page_token", ReadErrors.InvalidContractsPageTokenCode, 3);

    /// <summary>After a page of updates: offset.</summary>
    public static readonly TokenKind UpdatesPage = new("page_token", ReadErrors.InvalidUpdatesPageTokenCode, 1);
}
