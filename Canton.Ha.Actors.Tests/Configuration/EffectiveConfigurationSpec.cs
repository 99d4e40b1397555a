using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class EffectiveConfigurationSpec
{
    private const string Everything = """
        canton {
          monitoring.health.server.port = 8000
          participants {
            p1 {
              init { identity = ledger, ledger-api.max-deduplication-duration = 2d }
              ledger-api { address = 0.0.0.0, port = 5011, allow-insecure = true, max-inbound-message-size = 4096, max-inbound-metadata-size = 2048, keep-alive-server.timeout = 3s, rate-limit.max-streams = 9, command-service { default-tracking-timeout = 7s, max-commands-in-flight = 8 } }
              storage { type = postgres, config.properties { serverName = [a, b], databaseName = x, user = u, password = **** } }
              replication { profile = normal, connection-pool.connection.client-connection-check-interval = null }
              monitoring.http-health-server { address = 127.0.0.1, port = 8001, tls { cert-chain-file = /h.pem, private-key-file = /h.key } }
              monitoring.grpc-health-server { address = 127.0.0.1, port = 8002 }
              sequencer-client.tls { trust-collection-file = /t.pem, client-cert { cert-chain-file = /m.pem, private-key-file = /m.key } }
              admin-api { address = 0.0.0.0, port = 5012, tls { cert-chain-file = /a.pem, private-key-file = /a.key, trust-collection-file = /t.pem, client-auth { type = require, admin-client { cert-chain-file = /c.pem, private-key-file = /c.key } }, minimum-server-protocol-version = TLSv1.3 }, max-inbound-message-size = 2048, keep-alive-server.time = 7s, watch { subscribers-max = 3, buffer = 4, recent-events = 5 } }
            }
            p2 { storage { type = embedded, config.path = /tmp/y.db }, replication.rest-min = 1250ms }
            p3 { storage.type = memory, advertised-address = p3.example.com }
          }
          synchronizers.s1 {
            storage { type = embedded, config.path = /tmp/s.db }
            public-api { address = 0.0.0.0, port = 5018, allow-insecure = true, max-inbound-message-size = 2048 }
            sequencing { deduplication-window = 5m, members-max = 7 }
          }
        }
        akka.loglevel = DEBUG
        """;

    [Fact]
    public void Is_a_configuration_that_gives_the_same_settings()
    {
        var settings = ConfigurationFiles.Of(Everything.Replace("****", "\"****\"")).Load();

        ConfigurationFiles.Of(EffectiveConfiguration.Render(settings)).Load()
            .Should().BeEquivalentTo(settings, same => same.RespectingRuntimeTypes());
    }

    [Fact]
    public void Shows_no_password()
    {
        var settings = ConfigurationFiles.Of(Everything.Replace("****", "s3cret")).Load();

        EffectiveConfiguration.Render(settings).Should().NotContain("s3cret").And.Contain("password = \"****\"");
        settings.Participants[0].ToString().Should().NotContain("s3cret");
    }

    [Fact]
    public void Shows_nothing_that_is_named_like_a_secret_in_what_is_meant_for_Akka() =>
        EffectiveConfiguration.Render(ConfigurationFiles.Of("canton.participants.p1.storage.type = memory\nakka { loglevel = INFO, remote.ssl { key-password = s3cret, auth-token = \"s3cret = 1\", keep = it } }").Load())
            .Should().NotContain("s3cret").And.Contain("key-password = \"****\"").And.Contain("auth-token = \"****\"").And.Contain("keep = it").And.Contain("loglevel = INFO");

    [Theory]
    [InlineData("db.connection-string = \"Host=h;Username=u;s3cret\"")]
    [InlineData("db.connectionString = \"s3cret\"")]
    [InlineData("db.url = \"Host=h;Password=s3cret\"")]
    [InlineData("db.url = \"Host=h;PWD = s3cret\"")]
    [InlineData("db.url = \"postgres://u:s3cret@h/d\"")]
    [InlineData("db.urls = [plain, \"Host=h;password=s3cret\"]")]
    [InlineData("remote.secret { value = s3cret, deeper.still = [s3cret, { x = s3cret }] }")]
    [InlineData("remote.api-key = s3cret")]
    [InlineData("remote.privateKey = s3cret")]
    [InlineData("remote.\"ssl.key\" = s3cret")]
    [InlineData("remote.credentials = s3cret")]
    [InlineData("remote.Auth-Tokens = [s3cret]")]
    [InlineData("remote.password = \"\"\"s3cret\ns3cret = 1\"\"\"")]
    public void Shows_no_secret_in_what_is_meant_for_Akka_wherever_it_stands(string line) =>
        EffectiveConfiguration.Render(ConfigurationFiles.Of($"canton.participants.p1.storage.type = memory\nakka {{\n{line}\nkeep-alive = 7s, keyspace = seen\n}}").Load())
            .Should().NotContain("s3cret").And.Contain("****").And.Contain("keep-alive = 7s").And.Contain("keyspace = seen");

    [Fact]
    public void Shows_every_key_that_is_set_by_default() =>
        EffectiveConfiguration.Render(ConfigurationFiles.Of("canton.participants.p1.storage.type = memory").Load())
            .Should().StartWith("canton {\n  participants {\n    p1 {\n      init {\n        identity = p1\n        ledger-api {\n          max-deduplication-duration = 168h\n        }\n      }\n      storage {\n        type = memory\n      }\n")
            .And.Contain("        passive-check-period = 250ms\n").And.Contain("        statement-timeout = 10s\n");
}
