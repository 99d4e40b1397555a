using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Canton.Ha.Actors.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Signs tokens, rightly and wrongly, without the library that checks them.</summary>
internal static class TestTokens
{
    public const string Secret = "a secret of tests, longer than 32 bytes";

    /// <summary>Believes the tokens of <see cref="Of"/>.</summary>
    public static AuthSettings Auth(params AuthServiceSettings[] services) => AuthSettings.Off with
    {
        Services = services.Length > 0 ? services : [Hmac],
        Jwks = new JwksSettings(10, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)),
    };

    public static AuthServiceSettings Hmac => new(AuthServiceType.Hmac256) { Secret = new Secret(Secret, File: null) };

    /// <summary>The token of a user for the Ledger API.</summary>
    public static string Of(string user, DateTimeOffset? expires = null) =>
        Signed(new { sub = user, scope = "daml_ledger_api", exp = (expires ?? TimeProvider.System.GetUtcNow().AddHours(1)).ToUnixTimeSeconds() });

    /// <summary>Anything, signed with the shared secret.</summary>
    public static string Signed(object payload, string algorithm = "HS256", string secret = Secret) =>
        Signed(payload, new { alg = algorithm, typ = "JWT" }, bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes));

    /// <summary>Anything, signed in any way.</summary>
    public static string Signed(object payload, object header, Func<byte[], byte[]> sign)
    {
        var text = $"{Part(header)}.{Part(payload)}";
        return $"{text}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Part(object part) => Base64UrlEncoder.Encode(part as string ?? JsonSerializer.Serialize(part));
}
