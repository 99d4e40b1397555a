namespace Canton.Ha.Actors.Benchmarks.Ledger;

/// <summary>
/// Commands, update streams, active contracts and activations per second of a participant with a short and with a long ledger, on one machine with its
/// synchronizer, their PostgreSQL server and the applications, which are in this process.
/// </summary>
internal static class LedgerBenchmark
{
    private const int Callers = 256;

    /// <summary>Enough to make about a thousand updates in no time.</summary>
    private const int FirstCallers = 16;

    private const int Starts = 3;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <param name="started">Where to measure; ended with this.</param>
    /// <param name="each">How long each rate is measured.</param>
    /// <param name="transactions">Length of the long ledger.</param>
    /// <param name="output">Where the results go.</param>
    public static async Task RunAsync(LedgerSite started, TimeSpan each, long transactions, TextWriter output)
    {
        await using var site = started;
        var party = await site.AllocateAsync("bench");
        await new Submitters(site.Channels, party).CreateAsync(FirstCallers, each / 4);
        await output.WriteLineAsync($"load {await LoadAsync()} at the start, {Environment.ProcessorCount} cores");
        await output.WriteLineAsync($"activation with {await EndAsync(site, party):N0} updates: {await Activation.MedianAsync(site, Starts)}");

        await new Submitters(site.Channels, party).CreateAsync(Callers, WarmUp);
        await ShowCommandsAsync(output, site, party, callers: 1, each);
        var batch = await ShowCommandsAsync(output, site, party, Callers, each);
        await ShowReadingAsync(output, site, party, "the first time since the start");
        await ShowReadingAsync(output, site, party, "again");
        foreach (var size in new[] { 1, batch, 1000 })
            await output.WriteLineAsync($"pgbench, the same rows, {size} at a time: {await new PgbenchLedgerRows(site).PerSecondAsync(size, each):N0} creations/s");

        await site.KillParticipantAsync();
        await LongLedger.LengthenAsync(site.Server, site.Database, transactions);
        await site.StartParticipantAsync();
        await output.WriteLineAsync($"activation with {await EndAsync(site, party):N0} updates: {await Activation.MedianAsync(site, Starts)}");
        await output.WriteLineAsync("just after a checkpoint and the start:");
        await ShowCommandsAsync(output, site, party, Callers, WarmUp);
        await ShowCommandsAsync(output, site, party, callers: 1, each);
        await ShowCommandsAsync(output, site, party, Callers, each);
        await ShowReadingAsync(output, site, party, "the first time since the start");
        await output.WriteLineAsync($"load {await LoadAsync()} at the end");
    }

    /// <summary>Returns how many updates were written at a time.</summary>
    private static async Task<int> ShowCommandsAsync(TextWriter output, LedgerSite site, string party, int callers, TimeSpan length)
    {
        site.Cost.Since(1);
        var before = await WritesAsync(site);
        var measured = await new Submitters(site.Channels, party).CreateAsync(callers, length);
        var cost = site.Cost.Since(measured.Messages);
        var batch = (int)Math.Max(1, measured.Messages / Math.Max(1, await WritesAsync(site) - before));
        await output.WriteLineAsync(
            $"{callers} callers of SubmitAndWait: {measured.PerSecond:N0} creations/s, {measured.Percentile(50).TotalMilliseconds:0.0} ms (p50), {measured.Percentile(99).TotalMilliseconds:0.0} ms (p99), {batch} written at a time; {cost}");
        return batch;
    }

    private static async Task ShowReadingAsync(TextWriter output, LedgerSite site, string party, string when)
    {
        var reader = new Readers(site.Channels[0], party);
        await ShowAsync($"GetUpdates from the beginning, {when}", "transactions", reader.CatchUpAsync);
        await ShowAsync($"GetActiveContracts, {when}", "contracts", reader.ActiveContractsAsync);

        async Task ShowAsync(string what, string unit, Func<Task<(long Count, double PerSecond)>> readAsync)
        {
            site.Cost.Since(1);
            var (count, perSecond) = await readAsync();
            await output.WriteLineAsync($"{what}: {perSecond:N0} {unit}/s, {count:N0} of them; {site.Cost.Since(count)}");
        }
    }

    /// <summary>How often the end of the ledger was written. The server counts with a delay of less than a second, which matters little over many seconds.</summary>
    private static Task<long> WritesAsync(LedgerSite site) =>
        site.Server.ReadAsync<long>(site.Database, "select n_tup_upd from pg_stat_user_tables where relname = 'ledger_end'");

    private static Task<long> EndAsync(LedgerSite site, string party) => new Readers(site.Channels[0], party).LedgerEndAsync();

    private static async Task<string> LoadAsync() => (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
}
