using Canton.Ha.Actors.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>
/// A synchronizer and two participants in processes of their own, under load by clients over gRPC that retry whatever has an unknown outcome.
/// <c>LEDGER_FAULTS</c> says how many faults strike (11, one round), <c>LEDGER_SEED</c> repeats the choices of a run.
/// </summary>
public sealed class LedgerFailoverSpec(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_befalls_the_active_replica_every_command_ends_once_and_every_replica_tells_the_same_ledger()
    {
        var seed = RunOption.Number("LEDGER_SEED", Random.Shared.Next());
        output.WriteLine($"LEDGER_SEED={seed}");
        var random = new Random(seed);
        await using var site = await LedgerSite.StartAsync();
        var faults = new LedgerFaults(site, random);

        await site.TellAsync(output, async () =>
        {
            await using var load = await LedgerLoad.StartAsync(site.LedgerOf(site.A), site.LedgerOf(site.B), random);
            await faults.StrikeAsync(RunOption.Number("LEDGER_FAULTS", 11), load);
            await load.EndAsync();
            await load.ShouldBeToldAgainAsync();
            await LedgerFaults.SetPassiveAsync(site.A);
            await load.ShouldBeToldAgainAsync();
            await load.ShouldAgreeAsync();
            output.WriteLine(load.Summary + Environment.NewLine + faults.Summary);
        });
    }
}
