using Google.Protobuf.WellKnownTypes;

namespace Canton.Ha.Actors.Ledger;

/// <summary>Times of the ledger are microseconds since the Unix epoch, in UTC; durations are microseconds.</summary>
internal static class Micros
{
    /// <summary>The first of the year 1.</summary>
    public const long Min = -62_135_596_800_000_000;

    /// <summary>The end of the year 9999.</summary>
    public const long Max = 253_402_300_799_999_999;

    public const long PerSecond = 1_000_000;

    private const int NanosPerMicro = 1_000;
    private const long SecondsMax = 315_576_000_000;

    public static Timestamp ToTimestamp(long micros)
    {
        var seconds = Math.DivRem(micros, PerSecond, out var rest);
        return rest < 0
            ? new Timestamp { Seconds = seconds - 1, Nanos = (int)(rest + PerSecond) * NanosPerMicro }
            : new Timestamp { Seconds = seconds, Nanos = (int)rest * NanosPerMicro };
    }

    public static Duration ToDuration(long micros)
    {
        var seconds = Math.DivRem(micros, PerSecond, out var rest);
        return new Duration { Seconds = seconds, Nanos = (int)rest * NanosPerMicro };
    }

    /// <summary>Times outside the years 1 to 9999 count as their nearest end.</summary>
    public static long Of(Timestamp time) =>
        Math.Clamp((Math.Clamp(time.Seconds, -SecondsMax, SecondsMax) * PerSecond) + (time.Nanos / NanosPerMicro), Min, Max);

    /// <summary>At most ten thousand years either way.</summary>
    public static long Of(Duration duration) =>
        (Math.Clamp(duration.Seconds, -SecondsMax, SecondsMax) * PerSecond) + (duration.Nanos / NanosPerMicro);

    public static long Of(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    public static TimeSpan ToTimeSpan(long micros) => TimeSpan.FromMicroseconds(micros);

    /// <summary>What the clock says.</summary>
    public static long NowMicros(this TimeProvider time) => Of(time.GetUtcNow() - DateTimeOffset.UnixEpoch);

    /// <summary>The sum, at most <see cref="Max"/> and at least <see cref="Min"/>.</summary>
    public static long Add(long time, long duration) => (long)Int128.Clamp((Int128)time + duration, Min, Max);
}
