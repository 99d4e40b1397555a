using System.Globalization;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Benchmarks.Ledger;

/// <summary>What it takes a replica to become active with the ledger that there is.</summary>
/// <param name="Took">From the barrier until its last stage was open, by the clock of the database.</param>
/// <param name="ResidentBytes">Memory in use after that.</param>
internal sealed record Activation(TimeSpan Took, long ResidentBytes)
{
    private const string Sql = "select coalesce((extract(epoch from active_at - began_at) * 1000000)::bigint, 0) from canton_ha.term order by term desc limit 1";

    /// <summary>Of the participant as it was started last.</summary>
    public static async Task<Activation> ReadAsync(LedgerSite site)
    {
        var micros = 0L;
        await Eventually.BecomesTrueAsync("the replica notes since when it is active", async () => (micros = await site.Server.ReadAsync<long>(site.Database, Sql)) > 0, LedgerSite.Settling);
        var status = await File.ReadAllLinesAsync($"/proc/{site.Participant.Pid}/status");
        var resident = status.First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return new Activation(TimeSpan.FromMicroseconds(micros), long.Parse(resident, CultureInfo.InvariantCulture) * 1024);
    }

    /// <summary>The middle one by time, and by memory, of several starts.</summary>
    public static async Task<Activation> MedianAsync(LedgerSite site, int starts)
    {
        var all = new List<Activation>();
        for (var start = 0; start < starts; start++)
        {
            await site.KillParticipantAsync();
            await site.StartParticipantAsync();
            all.Add(await ReadAsync(site));
        }

        return new Activation(all.Select(one => one.Took).Order().ElementAt(starts / 2), all.Select(one => one.ResidentBytes).Order().ElementAt(starts / 2));
    }

    public override string ToString() => $"{Took.TotalMilliseconds:0} ms, {ResidentBytes / 1_000_000.0:0} MB resident";
}
