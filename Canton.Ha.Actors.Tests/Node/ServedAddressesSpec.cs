using System.Net;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Node;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Node;

public class ServedAddressesSpec
{
    private static readonly NodeSettings s_replica = EmbeddedDisk.Replica("participant1", "participant", new StorageSettings.Memory());

    [Fact]
    public void A_server_that_has_not_said_that_it_listens_has_no_address() =>
        new ServedAddresses(s_replica).Current.Should().Be(ReplicaAddresses.None);

    [Theory]
    [InlineData("10.0.0.1", null, "10.0.0.1:8080")]
    [InlineData("::1", null, "[::1]:8080")]
    [InlineData("10.0.0.1", "node1.example.com", "node1.example.com:8080")]
    [InlineData("0.0.0.0", "fd00::1", "[fd00::1]:8080")]
    public void A_server_is_reached_where_it_listens_or_where_the_configuration_says(string listening, string? advertised, string expected)
    {
        var addresses = new ServedAddresses(s_replica with { AdvertisedAddress = advertised });

        addresses.HealthListens(new HttpEndpoint(listening, 0), 8080);
        addresses.AdminListens(new HttpEndpoint(listening, 0), 5002);

        addresses.LedgerListens(new HttpEndpoint(listening, 5001));

        addresses.Current.Should().Be(new ReplicaAddresses(expected, expected.Replace("8080", "5002"), expected.Replace("8080", "5001")));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public void A_server_that_listens_everywhere_is_reached_by_the_name_of_its_host(string everywhere)
    {
        var addresses = new ServedAddresses(s_replica);

        addresses.HealthListens(new HttpEndpoint(everywhere, 0), 8080);

        addresses.Current.Health.Should().Be($"{Dns.GetHostName()}:8080");
    }
}
