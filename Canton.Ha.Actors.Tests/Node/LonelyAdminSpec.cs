using Canton.Ha.Actors.Node;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Node;

public class LonelyAdminSpec
{
    [Theory]
    [InlineData("db.example.com", "127.0.0.1", true)]
    [InlineData("10.1.2.3", "::1", true)]
    [InlineData("[localhost, db.example.com]", "127.0.0.2", true)]
    [InlineData("db.example.com", "0.0.0.0", false)]
    [InlineData("db.example.com", "10.1.2.4", false)]
    [InlineData("[localhost, \"127.0.0.1\", \"::1\"]", "127.0.0.1", false)]
    public void An_Admin_API_that_only_its_own_host_reaches_is_told_of_where_the_roster_goes_to_others(string servers, string address, bool isTold)
    {
        var settings = ConfigurationFiles.Of($$"""
            canton.participants.p1 {
              storage { type = postgres, config.properties { serverName = {{servers}}, databaseName = x, user = u, password = p } }
              admin-api { address = "{{address}}", allow-insecure = true }
            }
            """).Load().Participants[0];

        var warning = LonelyAdmin.Warning(settings);

        (warning is not null).Should().Be(isTold);
        if (isTold)
            warning.Should().StartWith("p1 shares its roster through ").And.Contain($"listens on {address}").And.Contain("canton.participants.p1.admin-api.address");
    }

    [Fact]
    public void A_storage_that_no_other_host_shares_is_nobodys_business() =>
        LonelyAdmin.Warning(ConfigurationFiles.Of("canton.participants.p1.storage.type = memory").Load().Participants[0]).Should().BeNull();
}
