using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Akka.Event;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>
/// Knows by a token whose call it is. A token that was believed is believed again without a look at its signature, until it expires, but not for longer
/// than keys of signers are kept; what is remembered of it is its hash.
/// </summary>
internal sealed class Tokens
{
    private const string Scheme = "Bearer ";
    private const int RememberedMax = 10_000;

    private readonly IReadOnlyList<TokenService> _services;
    private readonly byte[]? _adminToken;
    private readonly TimeSpan _memory;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);
    private readonly byte[] _ownToken;

    private Tokens(AuthSettings settings, IReadOnlyList<TokenService> services, TimeProvider time)
    {
        (_services, _memory, _time, IsOn) = (services, settings.Jwks.Expiration, time, settings.IsOn);
        _adminToken = settings.AdminToken is { } token ? HashOf(token.Value) : null;
        Own = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _ownToken = HashOf(Own);
    }

    /// <summary>Where nobody is asked who he is.</summary>
    public static Tokens Off { get; } = new(AuthSettings.Off, [], TimeProvider.System);

    /// <summary>Callers must say who they are.</summary>
    public bool IsOn { get; }

    /// <summary>A token of this process alone, for calls to itself; it changes with each start.</summary>
    public string Own { get; }

    /// <param name="settings">Whom to believe.</param>
    /// <param name="node">Unique id of this node.</param>
    /// <param name="key">Configuration key of the API.</param>
    /// <param name="log">Where the operator is told what concerns no call.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ConfigurationRefusedException">A certificate cannot be used.</exception>
    public static Tokens For(AuthSettings settings, string node, string key, Func<ILoggingAdapter> log, TimeProvider time)
    {
        var rules = new TokenRules(node, settings.Leeway, settings.LifetimeMax, time);
        return new Tokens(settings, [.. settings.Services.Select((service, i) => new TokenService(service, KeysOf(service, $"{key}.auth-services.{i}"), rules))], time);

        ITokenKeys KeysOf(AuthServiceSettings service, string path) => service.Url is { } url && service.Type == AuthServiceType.Jwks
            ? new PublishedKeys(url, settings.Jwks, new SocketsHttpHandler { ConnectTimeout = settings.Jwks.ConnectTimeout, AllowAutoRedirect = false }, log, time)
            : FixedKey.Of(service, path);
    }

    /// <summary>The token in a header <c>authorization</c>; null if there is none.</summary>
    public static string? In(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization[Scheme.Length..].Trim() : null;

    /// <summary>Whose call it is.</summary>
    /// <param name="authorization">The header of that name; null if there is none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TokenRefusedException">It is not known.</exception>
    public ValueTask<TokenHolder> AuthenticateAsync(string? authorization, CancellationToken cancellation)
    {
        if (!IsOn)
            return ValueTask.FromResult(TokenHolder.Anybody);

        return HolderOfAsync(In(authorization) ?? throw new TokenRefusedException("there is no token; it must come as the header authorization: Bearer TOKEN"), cancellation);
    }

    /// <summary>Whose token it is.</summary>
    /// <exception cref="TokenRefusedException">It is not known.</exception>
    public ValueTask<TokenHolder> HolderOfAsync(string token, CancellationToken cancellation)
    {
        if (token.Length == 0)
            throw new TokenRefusedException("the token is empty");

        var hash = HashOf(token);
        if (Is(hash, _ownToken) || (_adminToken is not null && Is(hash, _adminToken)))
            return ValueTask.FromResult(TokenHolder.Anybody);

        var name = Convert.ToHexString(hash);
        return Recall(name) is { } known ? ValueTask.FromResult(known) : new ValueTask<TokenHolder>(CheckAsync(token, name, cancellation));
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static bool Is(byte[] hash, byte[] other) => CryptographicOperations.FixedTimeEquals(hash, other);

    private TokenHolder? Recall(string name) =>
        _remembered.TryGetValue(name, out var known) && known.Until > _time.GetUtcNow() ? known.Holder : null;

    private async Task<TokenHolder> CheckAsync(string token, string name, CancellationToken cancellation)
    {
        List<string> refusals = [];
        foreach (var service in _services)
        {
            try
            {
                return Remember(name, await service.CheckAsync(token, cancellation));
            }
            catch (TokenRefusedException e)
            {
                refusals.Add(e.Message);
            }
        }

        throw new TokenRefusedException(refusals.Count > 0 ? $"the token is not believed: {string.Join("; ", refusals)}" : "the token is not the fixed-admin-token");
    }

    private TokenHolder Remember(string name, TokenHolder holder)
    {
        if (_remembered.Count >= RememberedMax)
            _remembered.Clear();
        var until = _time.GetUtcNow() + _memory;
        _remembered[name] = new Remembered(holder, holder.ExpiresAt < until ? holder.ExpiresAt.Value : until);
        return holder;
    }

    private sealed record Remembered(TokenHolder Holder, DateTimeOffset Until);
}
