using System.Globalization;
using Canton.Ha.Actors.Watch;

if (args is not ([] or ["--seconds", _]) || (args is [_, var text] && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
{
    Console.Error.WriteLine("Options: --seconds N (how long an idle node is measured, default 60)");
    return 2;
}

var seconds = args is [_, var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 60;
await WatchBenchmark.RunAsync(TimeSpan.FromSeconds(seconds), Console.Out);
return 0;
