using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Node;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Node;

public class CheckReportSpec
{
    private static readonly ConfigurationFiles Files = ConfigurationFiles.Of("""
        canton.participants {
          p1.storage { type = postgres, config.properties { databaseName = canton, user = u, password = s3cret } }
          p2.storage.type = memory
        }
        """);

    [Fact]
    public void Says_what_follows_from_the_configuration() =>
        CheckReport.Render(Files.Load()).Should().EndWith("""

            # p1: database canton on localhost, port 5432
            # lock ids: main 763839488, pool 763839526, migrations 763839524, presence 763839687
            # longest time without an active replica, to which the promotion itself is to be added:
            #   switchover                             300 ms  passive-check-period + 20 %; plus up to drain-timeout while calls are inside
            #   active killed                          550 ms  passive-check-period + 20 % + ramp-down-timeout
            #   active killed, preferred one stuck    1550 ms  passive-check-period + 20 % + yield-timeout + ramp-down-timeout; yield-timeout for each replica with a higher priority that is there
            #   active frozen                         3050 ms  idle-session-timeout + passive-check-period + 20 % + ramp-down-timeout
            #   active frozen inside a transaction    3050 ms  idle-session-timeout + passive-check-period + 20 % + ramp-down-timeout; its write sessions are terminated
            #   active cut off from the database      3050 ms  idle-session-timeout + passive-check-period + 20 % + ramp-down-timeout
            #   database restarted                     600 ms  2 * (passive-check-period + 20 %), counted from when it accepts connections

            # p2: memory
            # replication is off: nobody takes over

            """);

    [Fact]
    public void Is_itself_a_configuration_without_secrets()
    {
        var report = CheckReport.Render(Files.Load());

        report.Should().NotContain("s3cret");
        ConfigurationFiles.Of(report).Load().Participants.Select(participant => participant.Name).Should().Equal("p1", "p2");
    }

    [Fact]
    public void Reads_certificates_as_a_start_would()
    {
        using var certificates = new TestCertificates();
        var server = certificates.Sign("server");
        var text = $$"""canton.participants.p1 { storage.type = memory, admin-api.tls { cert-chain-file = "{{server.Chain}}", private-key-file = "{{server.PrivateKey}}" } }""";

        CheckReport.Render(ConfigurationFiles.Of(text).Load()).Should().MatchRegex(@"\n# canton\.participants\.p1\.admin-api\.tls: CN=server, valid until 20[0-9TZ:.-]+\n$");
        File.Delete(server.PrivateKey);
        FluentActions.Invoking(() => CheckReport.Render(ConfigurationFiles.Of(text).Load())).Should().Throw<ConfigurationRefusedException>()
            .WithMessage("canton.participants.p1.admin-api.tls.private-key-file: * cannot be read: *");
    }
}
