using Canton.Ha.Actors.Benchmarks.Sequencing;

var seconds = args is [var text, ..] && int.TryParse(text, out var given) ? given : 10;
await SequencerBenchmark.RunAsync(TimeSpan.FromSeconds(seconds), Console.Out);
return 0;
