using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Contracts.Security;

public sealed class TokensSpec : IDisposable
{
    private const string Node = "participant::1220ab";

    private static readonly long Noon = 1_800_000_000;

    private readonly FakeTime _time = new() { Calendar = DateTimeOffset.FromUnixTimeSeconds(Noon) };
    private readonly string _folder = Directory.CreateTempSubdirectory("canton-tokens-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_token_that_is_rightly_signed_says_whose_it_is_and_for_how_long()
    {
        var holder = await CheckAsync(TestTokens.Auth(), TestTokens.Signed(Payload(exp: Noon + 60)));

        holder.Should().Be(new TokenHolder("alice", TokenPower.OfUser, DateTimeOffset.FromUnixTimeSeconds(Noon + 60)));
    }

    [Fact]
    public async Task Each_algorithm_is_known_by_its_certificate()
    {
        using var rsa = RSA.Create(2048);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        var byRsa = Service(AuthServiceType.Rs256, new CertificateRequest("CN=signer", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var byP256 = Service(AuthServiceType.Es256, new CertificateRequest("CN=signer", p256, HashAlgorithmName.SHA256));
        var byP521 = Service(AuthServiceType.Es512, new CertificateRequest("CN=signer", p521, HashAlgorithmName.SHA256));
        var signedByRsa = TestTokens.Signed(Payload(), new { alg = "RS256" }, bytes => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var signedByP256 = TestTokens.Signed(Payload(), new { alg = "ES256" }, bytes => p256.SignData(bytes, HashAlgorithmName.SHA256));
        var signedByP521 = TestTokens.Signed(Payload(), new { alg = "ES512" }, bytes => p521.SignData(bytes, HashAlgorithmName.SHA512));

        (await CheckAsync(TestTokens.Auth(byRsa), signedByRsa)).User.Should().Be("alice");
        (await CheckAsync(TestTokens.Auth(byP256), signedByP256)).User.Should().Be("alice");
        (await CheckAsync(TestTokens.Auth(byRsa, byP256, byP521), signedByP521)).User.Should().Be("alice");
        (await RefusalOfAsync(TestTokens.Auth(byRsa, byP521), signedByP256)).Should().Be(
            "the token is not believed: its signature is of another kind than RS256; its signature is of another kind than ES512");
        FluentActions.Invoking(() => Tokens(TestTokens.Auth(byP521 with { Type = AuthServiceType.Es256 }))).Should().Throw<ConfigurationRefusedException>()
            .WithMessage("api.auth-services.0.certificate: the certificate in * has no key on the curve P-256, which the type of this service needs.");
    }

    [Fact]
    public async Task The_public_key_of_a_signer_is_no_secret_to_sign_with()
    {
        using var rsa = RSA.Create(2048);
        var service = Service(AuthServiceType.Rs256, new CertificateRequest("CN=signer", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var forged = TestTokens.Signed(Payload(), secret: rsa.ExportSubjectPublicKeyInfoPem());

        (await RefusalOfAsync(TestTokens.Auth(service), forged)).Should().Be("the token is not believed: its signature is of another kind than RS256");
    }

    [Theory]
    [InlineData("nonsense", "it is no signed JSON Web Token")]
    [InlineData("a.b.c", "it is no signed JSON Web Token")]
    public async Task What_is_no_token_is_not_believed(string token, string why) =>
        (await RefusalOfAsync(TestTokens.Auth(), token)).Should().Be($"the token is not believed: {why}");

    [Fact]
    public async Task A_signature_must_be_there_and_right()
    {
        var good = TestTokens.Signed(Payload());

        (await RefusalOfAsync(TestTokens.Auth(), TestTokens.Signed(Payload(), secret: TestTokens.Secret + "!"))).Should().EndWith("its signature is wrong");
        (await RefusalOfAsync(TestTokens.Auth(), TestTokens.Signed(Payload(), new { alg = "none" }, _ => []))).Should().EndWith("its signature is of another kind than HS256");
        (await RefusalOfAsync(TestTokens.Auth(), good[..good.LastIndexOf('.')] + ".")).Should().StartWith("the token is not believed: ");
        (await RefusalOfAsync(TestTokens.Auth(), TestTokens.Signed(Payload(), new { alg = "HS512" }, bytes => HMACSHA512.HashData(new byte[64], bytes)))).Should().EndWith("its signature is of another kind than HS256");
    }

    [Theory]
    [InlineData("""{ "scope": "daml_ledger_api" }""", "the token names nobody (sub)")]
    [InlineData("""{ "sub": "", "scope": "daml_ledger_api" }""", "the token names nobody (sub)")]
    [InlineData("""{ "sub": 5, "scope": "daml_ledger_api" }""", "the field sub of the token is neither a text nor a list of texts")]
    [InlineData("""{ "sub": "a", "scope": "daml_ledger_api", "exp": "tomorrow" }""", "*")]
    [InlineData("""{ "sub": "a", "scope": "daml_ledger_api", "exp": -1 }""", "the field exp of the token is no time in seconds since 1970")]
    [InlineData("""{ "sub": "a", "scope": "daml_ledger_api", "exp": null }""", "*")]
    [InlineData("""{ "sub": "a", "scope": "daml_ledger_api", "exp": 1800000000 }""", "it has expired at 2027-01-15T08:00:00.000Z")]
    [InlineData("""{ "sub": "a", "scope": "daml_ledger_api", "nbf": 1800000001 }""", "it is not valid before 2027-01-15T08:00:01.000Z")]
    [InlineData("""{ "sub": "a", "scope": "daml_ledger_api", "iat": 1800000001 }""", "it was issued in the future, at 2027-01-15T08:00:01.000Z")]
    [InlineData("""{ "sub": "a", "scope": "other" }""", "it is not for this node; it must have the audience https://daml.com/jwt/aud/participant/participant::1220ab or the scope daml_ledger_api")]
    [InlineData("""{ "sub": "a", "aud": "https://daml.com/jwt/aud/participant/another::1220", "scope": "daml_ledger_api" }""", "it is not for this node; *")]
    [InlineData("""{ "sub": "a", "aud": ["https://daml.com/jwt/aud/participant/participant::1220ab", "https://daml.com/jwt/aud/participant/x"] }""", "it is not for this node; *")]
    [InlineData("""{ "sub": "a", "aud": "another::1220", "scope": "daml_ledger_api" }""", "it is not for this node; *")]
    public async Task What_a_token_says_must_be_right(string payload, string why) =>
        (await RefusalOfAsync(TestTokens.Auth(), TestTokens.Signed(payload))).Should().Match($"the token is not believed: {why}");

    [Theory]
    [InlineData("""{ "sub": "a", "scope": "x daml_ledger_api y" }""")]
    [InlineData("""{ "sub": "a", "scp": ["x", "daml_ledger_api"] }""")]
    [InlineData("""{ "sub": "a", "scope": "daml_ledger_api", "aud": "participant::1220ab" }""")]
    [InlineData("""{ "sub": "a", "aud": ["https://example.com", "https://daml.com/jwt/aud/participant/participant::1220ab"] }""")]
    public async Task A_token_is_for_this_node_by_its_audience_or_its_scope(string payload) =>
        (await CheckAsync(TestTokens.Auth(), TestTokens.Signed(payload))).User.Should().Be("a");

    [Fact]
    public async Task An_audience_or_a_scope_of_ones_own_is_asked_for_instead()
    {
        var audience = TestTokens.Auth(TestTokens.Hmac with { TargetAudience = "us" });
        var scope = TestTokens.Auth(TestTokens.Hmac with { TargetScope = "ledger" });

        (await CheckAsync(audience, TestTokens.Signed(new { sub = "a", aud = new[] { "them", "us" } }))).User.Should().Be("a");
        (await RefusalOfAsync(audience, TestTokens.Signed(Payload()))).Should().EndWith("it is not for the audience us");
        (await CheckAsync(scope, TestTokens.Signed(new { sub = "a", scope = "ledger" }))).User.Should().Be("a");
        (await RefusalOfAsync(scope, TestTokens.Signed(Payload()))).Should().EndWith("it has not the scope ledger");
    }

    [Fact]
    public async Task Clocks_may_differ_by_the_leeway_and_no_more()
    {
        var auth = TestTokens.Auth() with { Leeway = new TokenLeeway(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4)) };

        (await CheckAsync(auth, TestTokens.Signed(Payload(exp: Noon - 1)))).ExpiresAt.Should().Be(DateTimeOffset.FromUnixTimeSeconds(Noon + 1));
        (await RefusalOfAsync(auth, TestTokens.Signed(Payload(exp: Noon - 2)))).Should().Contain("it has expired at");
        await CheckAsync(auth, TestTokens.Signed(new { sub = "a", scope = "daml_ledger_api", iat = Noon + 3, nbf = Noon + 4 }));
    }

    [Fact]
    public async Task A_token_may_not_be_valid_for_too_long()
    {
        var auth = TestTokens.Auth() with { LifetimeMax = TimeSpan.FromMinutes(1) };

        await CheckAsync(auth, TestTokens.Signed(Payload(exp: Noon + 60)));
        (await RefusalOfAsync(auth, TestTokens.Signed(Payload(exp: Noon + 61)))).Should().EndWith("it is valid for longer than max-token-lifetime, 60 s");
        (await RefusalOfAsync(auth, TestTokens.Signed(Payload()))).Should().EndWith("it is valid for longer than max-token-lifetime, 60 s");
    }

    [Fact]
    public async Task A_token_that_is_remembered_expires_all_the_same()
    {
        var tokens = Tokens(TestTokens.Auth());
        var token = $"Bearer {TestTokens.Signed(Payload(exp: Noon + 60))}";
        var first = await tokens.AuthenticateAsync(token, default);

        (await tokens.AuthenticateAsync(token, default)).Should().BeSameAs(first);
        _time.Advance(TimeSpan.FromSeconds(60));

        await FluentActions.Awaiting(async () => await tokens.AuthenticateAsync(token, default)).Should().ThrowAsync<TokenRefusedException>().WithMessage("*it has expired at*");
    }

    [Fact]
    public async Task Who_is_listed_administers_the_services_that_are_listed_for_him()
    {
        var auth = TestTokens.Auth(TestTokens.Hmac with { Users = [new AuthorizedUser("alice", ["a.B"]), new AuthorizedUser("bob", null)] });

        var alice = await CheckAsync(auth, TestTokens.Of("alice", DateTimeOffset.FromUnixTimeSeconds(Noon + 1)));
        (alice.Power, alice.IsFor("/a.B/C"), alice.IsFor("/a.C/C")).Should().Be((TokenPower.Admin, true, false));
        (await CheckAsync(auth, TestTokens.Of("bob", DateTimeOffset.FromUnixTimeSeconds(Noon + 1)))).IsFor("/a.C/C").Should().BeTrue();
        (await RefusalOfAsync(auth, TestTokens.Signed(new { sub = "mallory", scope = "daml_ledger_api" }))).Should().EndWith("its user mallory is not among the users of this auth service");
    }

    [Fact]
    public async Task A_privileged_token_is_no_users()
    {
        var privileged = TestTokens.Hmac with { IsPrivileged = true, TargetScope = "admin" };
        var token = TestTokens.Signed(new { sub = "x", scope = "admin" });

        (await CheckAsync(TestTokens.Auth(privileged), token)).Should().Be(new TokenHolder(null, TokenPower.Admin, null));
        (await CheckAsync(TestTokens.Auth(privileged with { IsWildcard = true }), token)).Power.Should().Be(TokenPower.Everything);
    }

    [Fact]
    public async Task A_fixed_token_and_that_of_the_process_itself_may_everything()
    {
        var tokens = Tokens(AuthSettings.Off with { AdminToken = new Secret("fixed", File: null) });

        (await tokens.AuthenticateAsync("bearer fixed", default)).Power.Should().Be(TokenPower.Everything);
        (await tokens.AuthenticateAsync($"Bearer {tokens.Own}", default)).Power.Should().Be(TokenPower.Everything);
        await FluentActions.Awaiting(async () => await tokens.AuthenticateAsync("Bearer fixed!", default)).Should().ThrowAsync<TokenRefusedException>().WithMessage("the token is not the fixed-admin-token");
        await FluentActions.Awaiting(async () => await Tokens(AuthSettings.Off with { AdminToken = new Secret("", File: null) }).AuthenticateAsync("Bearer ", default)).Should().ThrowAsync<TokenRefusedException>().WithMessage("the token is empty");
        await FluentActions.Awaiting(async () => await tokens.AuthenticateAsync("Basic fixed", default)).Should().ThrowAsync<TokenRefusedException>().WithMessage("there is no token; *");
    }

    private static object Payload(long? exp = null) =>
        exp is { } end ? new { sub = "alice", scope = "daml_ledger_api", exp = end } : new { sub = "alice", scope = "daml_ledger_api" };

    private AuthServiceSettings Service(AuthServiceType type, CertificateRequest request)
    {
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(10));
        var file = Path.Combine(_folder, $"{type}.crt");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        return new AuthServiceSettings(type) { Certificate = file };
    }

    private Tokens Tokens(AuthSettings auth) => Canton.Ha.Actors.Contracts.Security.Tokens.For(auth, Node, "api", () => NoLogger.Instance, _time);

    private async Task<TokenHolder> CheckAsync(AuthSettings auth, string token) => await Tokens(auth).AuthenticateAsync($"Bearer {token}", default);

    private async Task<string> RefusalOfAsync(AuthSettings auth, string token) =>
        (await FluentActions.Awaiting(() => CheckAsync(auth, token)).Should().ThrowAsync<TokenRefusedException>()).Which.Message;
}
