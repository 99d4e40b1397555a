using System.Globalization;
using Canton.Ha.Actors.Benchmarks.Store;

var isEmbedded = args.Contains("embedded");
var numbers = args.Where(argument => argument != "embedded").Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToList();
await StoreBenchmark.RunAsync(isEmbedded, transactions: numbers.ElementAtOrDefault(0) is > 0 and var given ? given : 100_000, groupSize: numbers.ElementAtOrDefault(1) is > 0 and var size ? size : 128, Console.Out);
return 0;
