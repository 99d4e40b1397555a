using Canton.Ha.Actors.Tests.LedgerApi;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Demo;

public sealed class DemoLoadSpec : PartyManagementKit
{
    [Fact]
    public async Task A_party_that_an_attempt_of_unknown_outcome_has_allocated_is_taken()
    {
        var there = await AllocateAsync(DemoLoad.User);
        using var client = new LedgerClient([Bench.Address]);

        await using var load = await DemoLoad.StartAsync(client, CancellationToken.None);

        load.Party.Should().Be(there);
    }
}
