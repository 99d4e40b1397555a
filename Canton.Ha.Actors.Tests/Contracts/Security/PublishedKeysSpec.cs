using System.Net;
using System.Security.Cryptography;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Canton.Ha.Actors.Tests.Contracts.Security;

public sealed class PublishedKeysSpec : IDisposable
{
    private static readonly Uri Url = new("https://signer.example/keys");

    private readonly FakeTime _time = new() { Calendar = DateTimeOffset.UnixEpoch };
    private readonly SaidLines _log = new();
    private readonly Signer _signer = new();
    private readonly PublishedKeys _keys;

    public PublishedKeysSpec() => _keys = new PublishedKeys(Url, TestTokens.Auth().Jwks, _signer, () => _log, _time);

    public void Dispose()
    {
        _keys.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task Keys_are_fetched_once_for_all_tokens_until_they_expire()
    {
        var (rsa, curve) = (_signer.AddRsa("one"), _signer.AddCurve("two"));
        (await CheckAsync("one", "RS256", bytes => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))).User.Should().Be("alice");
        (await CheckAsync("two", "ES256", bytes => curve.SignData(bytes, HashAlgorithmName.SHA256))).User.Should().Be("alice");
        _signer.Asked.Should().Be(1);

        _signer.Remove("one");
        _time.Advance(TimeSpan.FromMinutes(5));

        (await RefusalOfAsync("one")).Should().Be($"{Url} has no key one");
        _signer.Asked.Should().Be(2);
    }

    [Fact]
    public async Task An_unknown_key_is_asked_for_at_once_but_not_again_and_again()
    {
        _signer.AddCurve("one");
        await _keys.FindAsync("one", default);
        _signer.AddCurve("two");
        (await RefusalOfAsync("two")).Should().Be($"{Url} has no key two", "it was asked just now");

        _time.Advance(TimeSpan.FromSeconds(5));
        (await _keys.FindAsync("two", default)).KeyId.Should().Be("two");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => RefusalOfAsync($"made up {i}")));

        _signer.Asked.Should().Be(2);
    }

    [Fact]
    public async Task A_signer_that_fails_takes_nobody_with_it_for_an_hour()
    {
        _signer.AddCurve("one");
        await _keys.FindAsync("one", default);
        _signer.Status = HttpStatusCode.BadGateway;

        _time.Advance(TimeSpan.FromMinutes(59));
        (await _keys.FindAsync("one", default)).KeyId.Should().Be("one");
        _log.Lines.Should().ContainSingle().Which.Should().StartWith($"Warning: The keys of those who sign tokens cannot be fetched from {Url}: ");

        _time.Advance(TimeSpan.FromMinutes(1));
        (await RefusalOfAsync("one")).Should().Be($"{Url} has no key one");
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_keep_the_keys_from_being_read()
    {
        _signer.AddCurve("one");
        _signer.Held = new TaskCompletionSource();
        using var gaveUp = new CancellationTokenSource();
        var first = _keys.FindAsync("one", gaveUp.Token).AsTask();
        var second = _keys.FindAsync("one", default).AsTask();

        await gaveUp.CancelAsync();
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        _signer.Held.SetResult();

        (await second).KeyId.Should().Be("one");
        _signer.Asked.Should().Be(1);
    }

    [Fact]
    public async Task A_signer_that_does_not_answer_is_asked_once_by_all_who_wait()
    {
        _signer.Held = new TaskCompletionSource();
        var waiting = Task.WhenAll(RefusalOfAsync("one"), RefusalOfAsync("two"));

        _time.Advance(TimeSpan.FromSeconds(20));
        _signer.Held.SetException(new HttpRequestException("It does not answer."));

        (await waiting).Should().Equal($"{Url} has no key one", $"{Url} has no key two");
        (await RefusalOfAsync("three")).Should().Be($"{Url} has no key three", "the pause begins when it has not answered");
        _signer.Asked.Should().Be(1);
    }

    [Fact]
    public async Task While_a_signer_fails_nobody_waits_for_what_is_known()
    {
        _signer.AddCurve("one");
        await _keys.FindAsync("one", default);
        _signer.Status = HttpStatusCode.BadGateway;
        _time.Advance(TimeSpan.FromMinutes(5));
        await _keys.FindAsync("one", default);

        _signer.Held = new TaskCompletionSource();
        _time.Advance(TimeSpan.FromSeconds(5));
        var found = _keys.FindAsync("one", default).AsTask();

        found.IsCompletedSuccessfully.Should().BeTrue();
        _signer.Asked.Should().Be(3, "it is asked again meanwhile");
        _signer.Held.SetResult();
    }

    [Fact]
    public async Task What_is_no_list_of_keys_is_told_to_the_operator()
    {
        _signer.Text = "<html>";

        (await RefusalOfAsync("one")).Should().Be($"{Url} has no key one");
        _log.Lines.Should().ContainSingle();
    }

    [Fact]
    public async Task A_token_must_say_its_key() =>
        (await FluentActions.Awaiting(async () => await _keys.FindAsync(null, default)).Should().ThrowAsync<TokenRefusedException>()).WithMessage("the token does not say with which key it is signed (kid)");

    private Task<TokenHolder> CheckAsync(string key, string algorithm, Func<byte[], byte[]> sign)
    {
        var rules = new TokenRules("node", TestTokens.Auth().Leeway, null, _time);
        return new TokenService(TestTokens.Hmac, _keys, rules).CheckAsync(TestTokens.Signed(new { sub = "alice", scope = "daml_ledger_api" }, new { alg = algorithm, kid = key }, sign), default);
    }

    private async Task<string> RefusalOfAsync(string key) =>
        (await FluentActions.Awaiting(async () => await _keys.FindAsync(key, default)).Should().ThrowAsync<TokenRefusedException>()).Which.Message;

    /// <summary>Publishes keys.</summary>
    private sealed class Signer : HttpMessageHandler
    {
        private readonly Dictionary<string, string> _published = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public string? Text { get; set; }

        /// <summary>What its answers wait for; null for nothing.</summary>
        public TaskCompletionSource? Held { get; set; }

        public int Asked { get; private set; }

        public RSA AddRsa(string id)
        {
            var key = RSA.Create(2048);
            var parts = key.ExportParameters(includePrivateParameters: false);
            _published[id] = $$"""{ "kty": "RSA", "kid": "{{id}}", "use": "sig", "n": "{{Base64UrlEncoder.Encode(parts.Modulus)}}", "e": "{{Base64UrlEncoder.Encode(parts.Exponent)}}" }""";
            return key;
        }

        public ECDsa AddCurve(string id)
        {
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            _published[id] = $$"""{ "kty": "EC", "crv": "P-256", "kid": "{{id}}", "x": "{{Base64UrlEncoder.Encode(point.X)}}", "y": "{{Base64UrlEncoder.Encode(point.Y)}}" }""";
            return key;
        }

        public void Remove(string id) => _published.Remove(id);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            if (Held is { } held)
                await held.Task.WaitAsync(cancellationToken);
            var text = Text ?? $$"""{ "keys": [{{string.Join(", ", _published.Values)}}] }""";
            return new HttpResponseMessage(Status) { Content = new StringContent(text) };
        }
    }
}
