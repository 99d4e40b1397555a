using Canton.Ha.Actors.Failover;

var options = BenchmarkOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}

await FailoverBenchmark.RunAsync(options, Console.Out);
return 0;
