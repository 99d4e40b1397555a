using System.Security.Cryptography.X509Certificates;
using System.Text;
using Canton.Ha.Actors.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>The keys with which the signatures of one signer are checked.</summary>
internal interface ITokenKeys
{
    /// <summary>The algorithms that go with them: what a token says about its own is only believed if it is one of these.</summary>
    IReadOnlyList<string> Algorithms { get; }

    /// <summary>A key.</summary>
    /// <param name="id">What the token calls it; null if it does not say.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TokenRefusedException">There is none of that id.</exception>
    ValueTask<SecurityKey> FindAsync(string? id, CancellationToken cancellation);
}

/// <summary>One key for all tokens, from the configuration.</summary>
internal sealed class FixedKey(SecurityKey key, string algorithm) : ITokenKeys
{
    private const int P256 = 256;
    private const int P521 = 521;

    public IReadOnlyList<string> Algorithms { get; } = [algorithm];

    public ValueTask<SecurityKey> FindAsync(string? id, CancellationToken cancellation) => ValueTask.FromResult(key);

    /// <param name="service">One that does not publish its keys.</param>
    /// <param name="path">Its configuration key.</param>
    /// <exception cref="ConfigurationRefusedException">Its certificate cannot be read, or has a key of another kind.</exception>
    public static FixedKey Of(AuthServiceSettings service, string path) => service.Type switch
    {
        AuthServiceType.Hmac256 => new FixedKey(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(service.Secret?.Value ?? "")), SecurityAlgorithms.HmacSha256),
        AuthServiceType.Rs256 => new FixedKey(Rsa(service.Certificate ?? "", path), SecurityAlgorithms.RsaSha256),
        AuthServiceType.Es256 => new FixedKey(Curve(service.Certificate ?? "", path, P256), SecurityAlgorithms.EcdsaSha256),
        AuthServiceType.Es512 => new FixedKey(Curve(service.Certificate ?? "", path, P521), SecurityAlgorithms.EcdsaSha512),
        _ => throw new ArgumentOutOfRangeException(nameof(service), service.Type, "It publishes its keys."),
    };

    private static RsaSecurityKey Rsa(string file, string path) =>
        Certificate(file, path).GetRSAPublicKey() is { } key ? new RsaSecurityKey(key) : throw Refused(file, path, "RSA key");

    private static ECDsaSecurityKey Curve(string file, string path, int bits) =>
        Certificate(file, path).GetECDsaPublicKey() is { } key && key.KeySize == bits ? new ECDsaSecurityKey(key) : throw Refused(file, path, $"key on the curve P-{bits}");

    private static X509Certificate2 Certificate(string file, string path) => PemFiles.Certificates(file, $"{path}.certificate")[0];

    private static ConfigurationRefusedException Refused(string file, string path, string kind) =>
        new([$"{path}.certificate: the certificate in {file} has no {kind}, which the type of this service needs."]);
}
