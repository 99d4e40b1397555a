using System.Globalization;

namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>Reads quantities: a number and the name of its unit.</summary>
internal static class HoconUnits
{
    private static readonly Dictionary<string, decimal> TicksOf = Table(
        (0.01m, "ns nano nanos nanosecond nanoseconds"),
        (TimeSpan.TicksPerMicrosecond, "us micro micros microsecond microseconds"),
        (TimeSpan.TicksPerMillisecond, " ms milli millis millisecond milliseconds"),
        (TimeSpan.TicksPerSecond, "s second seconds"),
        (TimeSpan.TicksPerMinute, "m minute minutes"),
        (TimeSpan.TicksPerHour, "h hour hours"),
        (TimeSpan.TicksPerDay, "d day days"));

    private static readonly Dictionary<string, decimal> BytesOf = Table(
        (1, " b B byte bytes"),
        (1_000, "kB kilobyte kilobytes"),
        (1 << 10, "k K Ki KiB kibibyte kibibytes"),
        (1_000_000, "MB megabyte megabytes"),
        (1 << 20, "m M Mi MiB mebibyte mebibytes"),
        (1_000_000_000, "GB gigabyte gigabytes"),
        (1 << 30, "g G Gi GiB gibibyte gibibytes"),
        (1_000_000_000_000, "TB terabyte terabytes"),
        (1L << 40, "t T Ti TiB tebibyte tebibytes"));

    /// <summary>A duration; a number without unit counts milliseconds. Null if it is none.</summary>
    public static TimeSpan? Duration(string text) => Read(text, TicksOf) is { } ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>A size in bytes; a number without unit counts bytes. Null if it is none.</summary>
    public static long? Size(string text) => Read(text, BytesOf);

    /// <summary>A duration in its largest unit that needs no fraction.</summary>
    public static string Render(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0s",
        _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => $"{duration.Ticks / TimeSpan.TicksPerHour}h",
        _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => $"{duration.Ticks / TimeSpan.TicksPerMinute}m",
        _ when duration.Ticks % TimeSpan.TicksPerSecond == 0 => $"{duration.Ticks / TimeSpan.TicksPerSecond}s",
        _ when duration.Ticks % TimeSpan.TicksPerMillisecond == 0 => $"{duration.Ticks / TimeSpan.TicksPerMillisecond}ms",
        _ => $"{duration.Ticks / TimeSpan.TicksPerMicrosecond}us",
    };

    private static long? Read(string text, Dictionary<string, decimal> units)
    {
        var trimmed = text.Trim();
        var number = trimmed.TrimEnd([.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"]);
        if (!units.TryGetValue(trimmed[number.Length..], out var unit) || number.Length > 15)
            return null;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite;
        if (!decimal.TryParse(number, style, CultureInfo.InvariantCulture, out var amount))
            return null;
        var quantity = amount * unit;
        return quantity is > long.MinValue and < long.MaxValue ? (long)quantity : null;
    }

    private static Dictionary<string, decimal> Table(params ReadOnlySpan<(decimal Unit, string Names)> rows)
    {
        var table = new Dictionary<string, decimal>();
        foreach (var (unit, names) in rows)
            foreach (var name in names.Split(' '))
                table.Add(name, unit);
        return table;
    }
}
