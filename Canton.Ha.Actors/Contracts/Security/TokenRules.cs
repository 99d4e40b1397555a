using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>What holds for the tokens of all signers. Their times are of the calendar, which signer and checker share, whatever else this node measures with.</summary>
/// <param name="Node">Unique id of the node that they must be for.</param>
/// <param name="Leeway">How far clocks may be apart.</param>
/// <param name="LifetimeMax">Longest time that a token may still be valid; null for any.</param>
/// <param name="Time">The clock.</param>
internal sealed record TokenRules(string Node, TokenLeeway Leeway, TimeSpan? LifetimeMax, TimeProvider Time)
{
    /// <exception cref="TokenRefusedException">The token is not valid at this time.</exception>
    public void CheckTimes(TokenPayload payload)
    {
        var now = Time.GetUtcNow();
        if (UntilOf(payload) <= now)
            throw new TokenRefusedException($"it has expired at {UtcTime.Text(payload.ExpiresAt ?? now)}");
        if (payload.NotBefore - Leeway.NotBefore > now)
            throw new TokenRefusedException($"it is not valid before {UtcTime.Text(payload.NotBefore ?? now)}");
        if (payload.IssuedAt - Leeway.IssuedAt > now)
            throw new TokenRefusedException($"it was issued in the future, at {UtcTime.Text(payload.IssuedAt ?? now)}");
        if (LifetimeMax is { } most && !(payload.ExpiresAt - now <= most))
            throw new TokenRefusedException($"it is valid for longer than max-token-lifetime, {most.TotalSeconds:0} s");
    }

    /// <summary>Until when a token is believed; null for ever.</summary>
    public DateTimeOffset? UntilOf(TokenPayload payload) => payload.ExpiresAt + Leeway.ExpiresAt;
}
