using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Admin.V1;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Real replicas behind a real HAProxy with the configuration that is shipped.</summary>
[Collection(BalancedReplicasTests.Name)]
public sealed class HaproxySpec(BalancedReplicas site, ITestOutputHelper output)
{
    private const int Calls = 25;

    [Fact]
    public async Task What_is_shipped_is_a_valid_configuration_before_any_replica_can_be_found() =>
        await Tool.RunAsync(Haproxy.Program, "-c", "-f", Haproxy.Shipped);

    [Fact]
    public Task Both_ports_lead_to_the_active_replica_and_no_call_reaches_another() => site.TellAsync(output, async active =>
    {
        using var ledger = new LedgerClient([site.Haproxy.Ledger]);
        using var admin = AdminClient.Of(site.Haproxy.Admin);
        var before = await site.Haproxy.ReadAsync();
        for (var i = 0; i < Calls; i++)
        {
            await ledger.CallAsync(async channel => await new VersionService.VersionServiceClient(channel).GetLedgerApiVersionAsync(new GetLedgerApiVersionRequest(), deadline: LedgerClient.Deadline), default);
            (await admin.StatusAsync()).Status.CommonStatus.Active.Should().BeTrue();
        }

        var after = await site.Haproxy.ReadAsync();
        after.Should().HaveCount(6);
        after.Zip(before).Select(pair => (pair.First.Backend, pair.First.Name, Calls: pair.First.Calls - pair.Second.Calls))
            .Should().OnlyContain(server => server.Calls == (server.Name == active.Name ? Calls : 0));
        foreach (var other in site.Replicas.Names)
            (await site.IsLedgerOpenAsync(other)).Should().Be(other == active.Name, "the Ledger API of {0} is open only while it is active", other);
    });

    [Fact]
    public Task Whoever_tries_again_gets_over_a_killed_replica_and_a_hand_over_without_knowing_any_replica() => site.TellAsync(output, async active =>
    {
        await using var load = await LedgerLoad.StartAsync(site.Haproxy.Ledger, Random.Shared);
        using var admin = AdminClient.Of(site.Haproxy.Admin);
        await load.GrowAsync();

        active.Signal(Signals.Kill);
        var second = await site.Replicas.SuccessorAsync(active, Bounds.Takeover);
        await load.GrowAsync();
        await site.Replicas.HealAsync();
        await site.Haproxy.LeadsToAsync(second.Name);

        var answer = await admin.Replication.SetPassiveAsync(new SetPassiveRequest { To = active.Name, Why = "the story says so" }, deadline: AdminClient.Deadline);
        answer.Successor.Should().Be(active.Name, "the replica that has become passive still gives its answer");
        await site.Haproxy.LeadsToAsync(active.Name);
        await load.GrowAsync();

        await load.EndAsync();
        await load.ShouldBeToldAgainAsync();
        output.WriteLine(load.Summary);
    });
}
