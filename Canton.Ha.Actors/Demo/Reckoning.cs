namespace Canton.Ha.Actors.Demo;

/// <summary>What became of the commands of one part of the demo.</summary>
/// <param name="Fault">What was done in its beginning.</param>
/// <param name="Gap">The longest time without an acknowledgement.</param>
/// <param name="Acknowledged">Commands whose client was told that they had taken effect.</param>
/// <param name="Lost">Those of them of which the updates or the completions know nothing.</param>
/// <param name="Doubled">Commands, acknowledged or not, that took effect, or were completed as accepted, more than once.</param>
internal sealed record Reckoning(string Fault, TimeSpan Gap, int Acknowledged, int Lost, int Doubled)
{
    /// <summary>Compares what clients were told with what the ledger tells, for each part by itself.</summary>
    /// <param name="strikes">Where the parts begin, in that order.</param>
    /// <param name="commands">Every command; it belongs to the part in which it was acknowledged, or was begun if it never was.</param>
    /// <param name="account">What the ledger tells.</param>
    public static IReadOnlyList<Reckoning> Of(IReadOnlyList<Strike> strikes, IReadOnlyList<DemoCommand> commands, LedgerAccount account)
    {
        var effects = account.Effects.CountBy(id => id).ToDictionary();
        var acceptances = account.Acceptances.CountBy(id => id).ToDictionary();
        var parts = commands.ToLookup(command => Part(strikes, command.AcknowledgedAt ?? command.BegunAt));
        var gaps = Gaps(strikes, commands);
        return [.. strikes.Select((strike, part) => new Reckoning(
            strike.Fault,
            gaps[part],
            parts[part].Count(command => command.AcknowledgedAt is not null),
            parts[part].Count(IsLost),
            parts[part].Count(IsDoubled)))];

        bool IsLost(DemoCommand command) => command.AcknowledgedAt is not null && (Times(effects, command) == 0 || Times(acceptances, command) == 0);
        bool IsDoubled(DemoCommand command) => Times(effects, command) > 1 || Times(acceptances, command) > 1;
    }

    /// <summary>All parts together.</summary>
    public static Reckoning Sum(IReadOnlyList<Reckoning> parts) => new(
        "all", parts.Max(part => part.Gap), parts.Sum(part => part.Acknowledged), parts.Sum(part => part.Lost), parts.Sum(part => part.Doubled));

    private static int Times(Dictionary<string, int> told, DemoCommand command) => told.GetValueOrDefault(command.Id);

    private static int Part(IReadOnlyList<Strike> strikes, long at) => Math.Max(0, strikes.Count(strike => strike.At <= at) - 1);

    /// <summary>A gap belongs to the part in which it ends.</summary>
    private static TimeSpan[] Gaps(IReadOnlyList<Strike> strikes, IReadOnlyList<DemoCommand> commands)
    {
        var gaps = new TimeSpan[strikes.Count];
        var times = commands.Select(command => command.AcknowledgedAt).OfType<long>().Order().ToList();
        foreach (var (before, after) in times.Zip(times.Skip(1)))
        {
            var gap = TimeProvider.System.GetElapsedTime(before, after);
            var part = Part(strikes, after);
            gaps[part] = gap > gaps[part] ? gap : gaps[part];
        }

        return gaps;
    }
}
