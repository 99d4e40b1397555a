using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>The catalogue of what is refused because of who asks. What exactly was wrong is for the operator; a client learns it from nobody but him.</summary>
internal static class SecurityErrors
{
    public static readonly ErrorCode UnauthenticatedCode = new("UNAUTHENTICATED", ErrorCategory.InvalidAuthenticationCredentials);

    public static readonly ErrorCode PermissionDeniedCode = new("PERMISSION_DENIED", ErrorCategory.InsufficientPermission);

    public static readonly ErrorCode StaleStreamCode = new("STALE_STREAM_AUTHORIZATION", ErrorCategory.ContentionOnSharedResources) { Retry = TimeSpan.Zero };

    public static readonly ErrorCode TokenExpiredCode = new("ACCESS_TOKEN_EXPIRED", ErrorCategory.ContentionOnSharedResources);

    /// <summary>It is not known who asks.</summary>
    public static CantonErrorException Unauthenticated(string why) => new(new CantonError(UnauthenticatedCode, why));

    /// <summary>Who asks may not.</summary>
    public static CantonErrorException PermissionDenied(string why) => new(new CantonError(PermissionDeniedCode, why));

    /// <summary>What a user may do has changed since the stream began.</summary>
    public static CantonErrorException StaleStream(string user) =>
        new(new CantonError(StaleStreamCode, $"What the user {user} may do has changed since this stream began; begin it again, after the last offset received."));

    /// <summary>A stream has outlived the token that it began with.</summary>
    public static CantonErrorException TokenExpired() =>
        new(new CantonError(TokenExpiredCode, "The token that this stream began with has expired; begin it again with a new one, after the last offset received."));

    /// <summary>Somebody was refused because of who he is, and nothing has failed.</summary>
    public static bool IsRefusal(Exception cause) => cause is CantonErrorException { Error.Code: var code } && (code == UnauthenticatedCode || code == PermissionDeniedCode);
}
