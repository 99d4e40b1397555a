using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Benchmarks.Sequencing;

/// <summary>
/// Submissions and deliveries per second of a synchronizer in a process of its own on PostgreSQL, with members in this process, against a
/// pgbench script that writes the same rows on the same server in the same run.
/// </summary>
internal static class SequencerBenchmark
{
    private const string Name = "sync1";
    private const int PayloadBytes = 300;
    private const int CallSize = 100;
    private const int CallsAtOnce = 20;

    private static readonly string[] Names = ["alice", "bob"];

    public static async Task RunAsync(TimeSpan each, TextWriter output)
    {
        await using var server = await PostgresServer.StartAsync();
        var storage = await server.CreateDatabaseAsync("sync");
        var port = PostgresServer.FreePort();
        await using var replicas = new ReplicaSet(ReplicaSet.Postgres(storage), Name)
        {
            Group = "canton.synchronizers",
            Further = _ => $"public-api.port = {port}, sequencing.waiting-max = 100000",
        };
        var node = await replicas.StartAsync();
        var cost = new ProcessorTime(node.Pid);
        var address = new Uri($"http://127.0.0.1:{port}");
        await output.WriteLineAsync($"{Names.Length} members, messages of {PayloadBytes} bytes to all of them; load {await LoadAsync()} at the start");

        await using var members = await Members.RegisterAsync(address, Names);
        await ShowAsync(output, cost, "one message at a time (warm-up)", await members.SubmitAsync(each / 2, callSize: 1, atOnce: 1, PayloadBytes));
        await ShowAsync(output, cost, "one message at a time", await members.SubmitAsync(each, callSize: 1, atOnce: 1, PayloadBytes));
        await ShowAsync(output, cost, $"{Names.Length * 128} callers with one message each", await members.SubmitAsync(each, callSize: 1, atOnce: 128, PayloadBytes));
        await ShowAsync(output, cost, $"{CallSize} messages a call, nobody listens", await members.SubmitAsync(each, CallSize, CallsAtOnce, PayloadBytes));
        var rows = await server.ReadAsync<long>(storage.Database, "select count(*) from canton_ha.sequencer_event");
        await output.WriteLineAsync($"catch-up of {rows} events from the database: {await members.CatchUpAsync():N0} deliveries/s");
        members.Listen();
        await ShowAsync(output, cost, $"{CallSize} messages a call, everybody listens", await members.SubmitAsync(each, CallSize, CallsAtOnce, PayloadBytes));
        await output.WriteLineAsync($"  delivered {await members.HeardPerSecondAsync():N0} deliveries/s, the last one {members.LagAfterLast.TotalMilliseconds:0} ms after the last answer");

        foreach (var batch in new[] { 1, 500, 2000 })
            await output.WriteLineAsync($"pgbench, the same rows, {batch} a transaction: {await PgbenchRows.PerSecondAsync(server, storage.Database, batch, Names.Length, PayloadBytes, each):N0} messages/s");
        await output.WriteLineAsync($"load {await LoadAsync()} at the end, {Environment.ProcessorCount} cores");
    }

    private static Task ShowAsync(TextWriter output, ProcessorTime cost, string what, Measured measured) => output.WriteLineAsync(
        $"{what}: {measured.PerSecond:N0} submissions/s, a call took {measured.Percentile(50).TotalMilliseconds:0.0} ms (p50), {measured.Percentile(99).TotalMilliseconds:0.0} ms (p99); {cost.Since(measured.Messages)}");

    private static async Task<string> LoadAsync() => (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
}
