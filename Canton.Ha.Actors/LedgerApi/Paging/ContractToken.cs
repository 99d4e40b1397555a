using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Reading;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf;

namespace Canton.Ha.Actors.LedgerApi.Paging;

/// <summary>Tokens that name a contract after which to go on: bound to the format and the offset.</summary>
internal sealed class ContractToken(TokenKind kind, string participant, EventFormat format)
{
    private readonly PlaceToken _tokens = new(kind, participant, CanonicalFormat.Of(format));

    public ByteString Write(ContractPlace place) => _tokens.Write(place.ActiveAt, place.AfterOffset, place.AfterNode);

    /// <param name="token">As the client sent it; null if it sent none.</param>
    /// <param name="activeAt">The offset that the request has; null if it leaves that to the token.</param>
    /// <returns>Where to go on; null without token.</returns>
    public ContractPlace? Read(ByteString? token, long? activeAt)
    {
        if (token is null)
            return null;

        var numbers = _tokens.Read(token);
        return activeAt is null || activeAt == numbers[0]
            ? new ContractPlace(numbers[0], numbers[1], (int)numbers[2])
            : throw ReadErrors.InvalidToken(kind.Code, $"belongs to the active_at_offset {numbers[0]}, not {activeAt}");
    }
}
