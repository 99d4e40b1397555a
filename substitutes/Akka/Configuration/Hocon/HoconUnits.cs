using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Durations and sizes: a number followed by a unit.</summary>
internal static class HoconUnits
{
    private static readonly Dictionary<string, double> TicksPerUnit = Table(
        (TimeSpan.TicksPerMicrosecond / 1000.0, "ns nano nanos nanosecond nanoseconds"),
        (TimeSpan.TicksPerMicrosecond, "us micro micros microsecond microseconds"),
        (TimeSpan.TicksPerMillisecond, "ms milli millis millisecond milliseconds"),
        (TimeSpan.TicksPerSecond, "s second seconds"),
        (TimeSpan.TicksPerMinute, "m minute minutes"),
        (TimeSpan.TicksPerHour, "h hour hours"),
        (TimeSpan.TicksPerDay, "d day days"));

    private static readonly Dictionary<string, long> BytesPerUnit = Table(
        (1L, "b B byte bytes"),
        (1_000L, "kB kilobyte kilobytes"),
        (1L << 10, "K k Ki KiB kibibyte kibibytes"),
        (1_000_000L, "MB megabyte megabytes"),
        (1L << 20, "M m Mi MiB mebibyte mebibytes"),
        (1_000_000_000L, "GB gigabyte gigabytes"),
        (1L << 30, "G g Gi GiB gibibyte gibibytes"),
        (1_000_000_000_000L, "TB terabyte terabytes"),
        (1L << 40, "T t Ti TiB tebibyte tebibytes"),
        (1_000_000_000_000_000L, "PB petabyte petabytes"),
        (1L << 50, "P p Pi PiB pebibyte pebibytes"),
        (1_000_000_000_000_000_000L, "EB exabyte exabytes"),
        (1L << 60, "E e Ei EiB exbibyte exbibytes"));

    /// <summary>A duration; a number alone is in milliseconds.</summary>
    public static TimeSpan Duration(string text, bool allowInfinite)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (allowInfinite && string.Equals(text, "infinite", StringComparison.OrdinalIgnoreCase))
            return Timeout.InfiniteTimeSpan;
        var (number, unit) = Split(text);
        return TicksPerUnit.TryGetValue(unit, out var ticks)
            ? TimeSpan.FromTicks((long)Math.Round(NotNegative(number) * ticks))
            : TimeSpan.FromMilliseconds(NotNegative(text));
    }

    /// <summary>A size in bytes; null for no text.</summary>
    public static long? Size(string text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var (number, unit) = Split(text);
        if (unit.Length == 0 || number.Length == 0)
            return long.Parse(text, CultureInfo.InvariantCulture);
        return BytesPerUnit.TryGetValue(unit, out var bytes)
            ? bytes * long.Parse(number, CultureInfo.InvariantCulture)
            : throw new FormatException($"{unit} is not a valid byte size suffix");
    }

    private static (string Number, string Unit) Split(string text)
    {
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        return (text[..end], text[end..].Trim());
    }

    private static double NotNegative(string number)
    {
        var value = double.Parse(number, NumberFormatInfo.InvariantInfo);
        return value >= 0 ? value : throw new FormatException($"Expected a positive value instead of {value}");
    }

    private static Dictionary<string, T> Table<T>(params (T Factor, string Names)[] units) =>
        units.SelectMany(unit => unit.Names.Split(' '), (unit, name) => (name, unit.Factor))
            .ToDictionary(entry => entry.name, entry => entry.Factor, StringComparer.Ordinal);
}
