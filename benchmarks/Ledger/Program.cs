using System.CommandLine;
using Canton.Ha.Actors.Benchmarks.Ledger;

var seconds = new Option<int>("--seconds") { Description = "How long each rate is measured, in seconds.", DefaultValueFactory = _ => 15 };
var length = new Option<long>("--transactions") { Description = "Length of the long ledger, in transactions.", DefaultValueFactory = _ => 5_000_000 };
var server = new Option<string[]>("--server") { Description = "Settings of the database server.", DefaultValueFactory = _ => ["shared_buffers=128MB"], AllowMultipleArgumentsPerToken = true };
var command = new RootCommand("Speed of the ledger: commands, update streams, active contracts, activation; against pgbench with the same rows.") { seconds, length, server };
command.SetAction(async (given, _) =>
{
    await LedgerBenchmark.RunAsync(await LedgerSite.StartAsync(given.GetRequiredValue(server)), TimeSpan.FromSeconds(given.GetValue(seconds)), given.GetValue(length), Console.Out);
    return 0;
});
return await command.Parse(args).InvokeAsync();
