using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public sealed class SecuritySettingsSpec : IDisposable
{
    private const string Api = "canton.participants.p1.ledger-api";
    private const string LongSecret = "a secret of tests, longer than 32 bytes";

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Nobody_is_asked_who_he_is_by_default_and_nothing_speaks_TLS()
    {
        var participant = Load("").Participants[0];

        (participant.LedgerApi.Auth.IsOn, participant.Admin.Auth.IsOn).Should().Be((false, false));
        (participant.LedgerApi.Endpoint.Tls, participant.Admin.Endpoint.Tls).Should().Be((null, null));
    }

    [Fact]
    public void Auth_services_are_written_as_in_the_reference()
    {
        var auth = Load($$"""
            ledger-api {
              auth-services = [
                { type = unsafe-jwt-hmac-256, secret = "{{LongSecret}}", target-audience = us }
                { type = jwt-rs-256-crt, certificate = signer.crt, target-scope = ledger, privileged = true, access-level = admin }
                { type = jwt-jwks, url = "https://signer.example/keys", users = [{ user-id = alice, allowed-services = [a.B] }] }
              ]
              jwt-timestamp-leeway { default = 3, expires-at = 5 }
              max-token-lifetime = 1h
              jwks-cache-config.cache-expiration = 1m
            }
            """).Participants[0].LedgerApi.Auth;

        auth.Services.Select(service => service.Type).Should().Equal(AuthServiceType.Hmac256, AuthServiceType.Rs256, AuthServiceType.Jwks);
        auth.Services[0].Should().BeEquivalentTo(new AuthServiceSettings(AuthServiceType.Hmac256) { Secret = new Secret(LongSecret, null), TargetAudience = "us", IsWildcard = true });
        (auth.Services[1].Certificate, auth.Services[1].IsPrivileged, auth.Services[1].IsWildcard).Should().Be((Path.GetFullPath("signer.crt"), true, false));
        auth.Services[2].Users.Should().ContainSingle().Which.Should().Match<AuthorizedUser>(user => user.UserId == "alice" && user.AllowedServices!.Single() == "a.B");
        auth.Leeway.Should().Be(new TokenLeeway(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)));
        (auth.LifetimeMax, auth.Jwks.Expiration).Should().Be((TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData("ledger-api.auth-services = 5", Api + ".auth-services must be a list of blocks, [{ … }], but is \"5\".")]
    [InlineData("ledger-api.auth-services = [{ type = jwt }]", Api + ".auth-services.0.type must be one of unsafe-jwt-hmac-256, jwt-rs-256-crt, jwt-es-256-crt, jwt-es-512-crt, jwt-jwks, but is \"jwt\".")]
    [InlineData("ledger-api.auth-services = [{ type = unsafe-jwt-hmac-256 }]", Api + ".auth-services.0.secret is missing; type = unsafe-jwt-hmac-256 needs it.")]
    [InlineData("ledger-api.auth-services = [{ type = jwt-es-256-crt }]", Api + ".auth-services.0.certificate is missing; type = jwt-es-256-crt needs it.")]
    [InlineData("ledger-api.auth-services = [{ type = unsafe-jwt-hmac-256, secret = short }]", Api + ".auth-services.0.secret is too short; it must have at least 32 bytes.")]
    [InlineData("ledger-api.auth-services = [{ type = jwt-jwks, url = \"http://signer.example\" }]", Api + ".auth-services.0.url must begin with https://, or with http:// and this host, without user and password, but is \"http://signer.example\".")]
    [InlineData("ledger-api.auth-services = [{ type = jwt-jwks, url = \"https://me:secret@signer.example\" }]", Api + ".auth-services.0.url must begin with https://, or with http:// and this host, without user and password, but is \"****\".")]
    [InlineData("ledger-api.auth-services = [{ type = jwt-jwks, url = \"https://a\", privileged = true }]", Api + ".auth-services.0.privileged is true, but nothing says which tokens are meant; set target-audience or target-scope.")]
    [InlineData("ledger-api.auth-services = [{ type = jwt-jwks, url = \"https://a\", target-audiense = b }]", Api + ".auth-services.0.target-audiense is not a key of this node; the nearest is " + Api + ".auth-services.0.target-audience.")]
    [InlineData("admin-api.auth-services = [{ type = jwt-jwks, url = \"https://a\" }]", "canton.participants.p1.admin-api.auth-services.0 lets nobody in; set privileged = true if each of its tokens is an operator's, or name them in users.")]
    [InlineData("admin-api.admin-token-config.fixed-admin-token = \"\"", "canton.participants.p1.admin-api.admin-token-config.fixed-admin-token is empty; leave it out where there is none.")]
    [InlineData("admin-api.admin-token-config.fixed-admin-token-file = /dev/null", "canton.participants.p1.admin-api.admin-token-config.fixed-admin-token is empty; leave it out where there is none.")]
    [InlineData("admin-api.admin-token-config.fixed-admin-token = short", "canton.participants.p1.admin-api.admin-token-config.fixed-admin-token is too short; it must have at least 32 bytes.")]
    [InlineData("admin-api.admin-token-config.fixed-admin-token-file = /nowhere", "canton.participants.p1.admin-api.admin-token-config.fixed-admin-token-file: /nowhere cannot be read: Could not find file '/nowhere'.")]
    [InlineData("admin-api.tls.trust-collection-file = /a", "canton.participants.p1.admin-api.tls.cert-chain-file is missing; it must be a text.")]
    [InlineData("admin-api.tls { cert-chain-file = /a, private-key-file = /b, client-auth.type = yes }", "canton.participants.p1.admin-api.tls.client-auth.type must be one of none, optional, require, but is \"yes\".")]
    public void What_is_wrong_is_said(string text, string problem) =>
        ConfigurationFiles.ProblemsOf(() => Load(text)).Should().Contain($"node.conf:2: {problem}");

    [Theory]
    [InlineData("canton.participants.p1", "", "ledger-api", "canton.participants.p1.ledger-api.auth-services, or ")]
    [InlineData("canton.participants.p1", "", "admin-api", "canton.participants.p1.admin-api.auth-services, or ")]
    [InlineData("canton.synchronizers.s1", "public-api.port = 0", "public-api", "")]
    public void Nothing_that_takes_commands_listens_for_other_hosts_without_asking_who_they_are(string node, string needed, string api, string tokens)
    {
        const string Certificate = "cert-chain-file = /a, private-key-file = /b";
        IReadOnlyList<string> refusal = [
            $"node.conf:2: {node}.{api}.address is 0.0.0.0, where other hosts could call it without saying who they are; set {tokens}{node}.{api}.tls with client-auth.type = require and a trust-collection-file, or allow-insecure = true if something else keeps them out."];

        Problems("").Should().Equal(refusal);
        Problems("allow-insecure = true").Should().BeEmpty();
        Problems($"tls {{ {Certificate} }}").Should().Equal(refusal, "it says who the server is, and not who calls");
        Problems($"tls {{ {Certificate}, client-auth.type = require }}").Should().Equal(refusal, "a certificate of anybody's would do");
        Problems($"tls {{ {Certificate}, trust-collection-file = /c, client-auth.type = optional }}").Should().Equal(refusal);
        Problems($"tls {{ {Certificate}, trust-collection-file = /c, client-auth.type = require }}").Should().BeEmpty();

        IReadOnlyList<string> Problems(string more) => ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of($$"""
            {{node}} { storage.type = memory, {{needed}} }
            {{node}}.{{api}} { address = 0.0.0.0, {{more}} }
            """).Load());
    }

    [Fact]
    public void Whoever_asks_who_calls_and_whoever_only_says_how_he_is_may_listen_for_other_hosts()
    {
        Load($$"""ledger-api { address = 0.0.0.0, auth-services = [{ type = unsafe-jwt-hmac-256, secret = "{{LongSecret}}" }] }, admin-api { address = 0.0.0.0, admin-token-config.fixed-admin-token = "{{LongSecret}}" }""")
            .Participants[0].LedgerApi.Auth.IsOn.Should().BeTrue();
        Load("monitoring { http-health-server { address = 0.0.0.0, port = 0 }, grpc-health-server { address = 0.0.0.0, port = 0 } }").Participants[0].Health!.IsLocal.Should().BeFalse();
    }

    [Fact]
    public void A_secret_can_be_in_a_file_and_stands_only_there()
    {
        File.WriteAllText(_file, LongSecret + "\n");
        var settings = Load($$"""
            ledger-api.auth-services = [{ type = unsafe-jwt-hmac-256, secret-file = "{{_file}}" }], admin-api.admin-token-config.fixed-admin-token-file = "{{_file}}"
            storage { type = postgres, config.properties { databaseName = d, user = u, password-file = "{{_file}}" } }
            """);

        var participant = settings.Participants[0];
        participant.LedgerApi.Auth.Services[0].Secret!.Value.Should().Be(LongSecret);
        ((StorageSettings.Postgres)participant.Storage).Password.Should().Be(LongSecret);
        EffectiveConfiguration.Render(settings).Should().NotContain(LongSecret)
            .And.Contain($"secret-file = \"{_file}\"").And.Contain($"fixed-admin-token-file = \"{_file}\"").And.Contain($"password-file = \"{_file}\"");
        ConfigurationFiles.Of(EffectiveConfiguration.Render(settings)).Load().Should().BeEquivalentTo(settings, same => same.RespectingRuntimeTypes());
        ConfigurationFiles.ProblemsOf(() => Load($"admin-api.admin-token-config {{ fixed-admin-token = x, fixed-admin-token-file = \"{_file}\" }}"))
            .Should().Equal("node.conf:2: canton.participants.p1.admin-api.admin-token-config.fixed-admin-token-file is set, but so is canton.participants.p1.admin-api.admin-token-config.fixed-admin-token; leave one of them out.");
    }

    [Fact]
    public void No_secret_is_shown()
    {
        var settings = Load($$"""ledger-api.auth-services = [{ type = unsafe-jwt-hmac-256, secret = "{{LongSecret}}" }], admin-api.admin-token-config.fixed-admin-token = "{{LongSecret}}" """);

        EffectiveConfiguration.Render(settings).Should().NotContain(LongSecret).And.Contain("secret = \"****\"").And.Contain("fixed-admin-token = \"****\"");
        settings.Participants[0].ToString().Should().NotContain(LongSecret);
        settings.Participants[0].LedgerApi.Auth.Services[0].ToString().Should().NotContain(LongSecret);
    }

    [Fact]
    public void A_console_is_told_how_to_talk_to_a_node()
    {
        File.WriteAllText(_file, "token\n");
        var remote = ConfigurationLoader.LoadRemotes(
            ["node.conf"],
            [],
            onlyNode: null,
            ConfigurationFiles.Of($$"""
                canton.remote-participants.p1 {
                  admin-api { port = 1, tls { trust-collection-file = /ca.pem, client-cert { cert-chain-file = /c.pem, private-key-file = /c.key } } }
                  ledger-api { address = 127.0.0.1, port = 2, tls.enabled = true }
                  token-file = "{{_file}}"
                }
                """).Reader)[0];

        remote.AdminTls.Should().Be(new TlsClientSettings("/ca.pem", new CertificateFiles("/c.pem", "/c.key")));
        remote.LedgerTls.Should().Be(TlsClientSettings.OfSystem);
        remote.Token.Should().Be(new Secret("token", _file));
    }

    private static CantonSettings Load(string text) =>
        ConfigurationFiles.Of($"canton.participants.p1.storage.type = memory\ncanton.participants.p1 {{ {text}\n}}").Load();
}
