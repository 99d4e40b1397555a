using Canton.Ha.Actors.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>Checks the tokens of one signer: their signature, their times, whom and what they are for.</summary>
/// <param name="settings">The signer.</param>
/// <param name="keys">Its keys.</param>
/// <param name="rules">What holds for the tokens of all signers.</param>
internal sealed class TokenService(AuthServiceSettings settings, ITokenKeys keys, TokenRules rules)
{
    private const int TokenCharactersMax = 16 * 1024;
    private const string LedgerScope = "daml_ledger_api";
    private const string ParticipantAudience = "https://daml.com/jwt/aud/participant/";

    private static readonly JsonWebTokenHandler s_handler = new() { MaximumTokenSizeInBytes = TokenCharactersMax };

    /// <exception cref="TokenRefusedException">It is not believed.</exception>
    public async Task<TokenHolder> CheckAsync(string token, CancellationToken cancellation)
    {
        var read = Read(token);
        if (!keys.Algorithms.Contains(read.Alg, StringComparer.Ordinal))
            throw new TokenRefusedException($"its signature is of another kind than {string.Join(", ", keys.Algorithms)}");

        await CheckSignatureAsync(read, await keys.FindAsync(read.Kid is { Length: > 0 } id ? id : null, cancellation));
        var payload = TokenPayload.Read(Base64UrlEncoder.DecodeBytes(read.EncodedPayload));
        rules.CheckTimes(payload);
        CheckPurpose(payload);
        return HolderOf(payload);
    }

    private static JsonWebToken Read(string token)
    {
        try
        {
            return s_handler.ReadJsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException)
        {
            throw new TokenRefusedException("it is no signed JSON Web Token");
        }
    }

    private static async Task CheckSignatureAsync(JsonWebToken token, SecurityKey key)
    {
        var result = await s_handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeyResolver = (_, _, _, _) => [key],
            ValidAlgorithms = [token.Alg],
            RequireSignedTokens = true,
            RequireExpirationTime = false,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        if (!result.IsValid)
            throw new TokenRefusedException("its signature is wrong");
    }

    private void CheckPurpose(TokenPayload payload)
    {
        if (settings.TargetAudience is { } audience && !payload.Audiences.Contains(audience))
            throw new TokenRefusedException($"it is not for the audience {audience}");
        if (settings.TargetScope is { } scope && !payload.Scopes.Contains(scope))
            throw new TokenRefusedException($"it has not the scope {scope}");
        if (settings is { TargetAudience: null, TargetScope: null })
            CheckParticipant(payload);
    }

    /// <summary>As in the reference: an audience that is a participant must be this one; without, the scope of the Ledger API is needed.</summary>
    private void CheckParticipant(TokenPayload payload)
    {
        var participants = payload.Audiences.Where(audience => audience.StartsWith(ParticipantAudience, StringComparison.Ordinal)).Select(audience => audience[ParticipantAudience.Length..]).ToList();
        var isFor = participants.Count > 0
            ? participants is [var only] && only == rules.Node
            : payload.Scopes.Contains(LedgerScope) && (payload.Audiences.Count == 0 || payload.Audiences is [var id] && id == rules.Node);
        if (!isFor)
            throw new TokenRefusedException($"it is not for this node; it must have the audience {ParticipantAudience}{rules.Node} or the scope {LedgerScope}");
    }

    private TokenHolder HolderOf(TokenPayload payload)
    {
        var until = rules.UntilOf(payload);
        if (settings.IsPrivileged)
            return new TokenHolder(User: null, settings.IsWildcard ? TokenPower.Everything : TokenPower.Admin, until);
        if (settings.Users.Count == 0)
            return new TokenHolder(payload.Subject, TokenPower.OfUser, until);

        var listed = settings.Users.FirstOrDefault(user => user.UserId == payload.Subject)
            ?? throw new TokenRefusedException($"its user {payload.Subject} is not among the users of this auth service");
        return new TokenHolder(payload.Subject, TokenPower.Admin, until) { Services = listed.AllowedServices };
    }
}
