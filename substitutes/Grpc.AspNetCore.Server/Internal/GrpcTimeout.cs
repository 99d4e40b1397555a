using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Reads <c>grpc-timeout</c>: digits and one of the units H, M, S, m (milli), u (micro), n (nano seconds).</summary>
internal static class GrpcTimeout
{
    /// <summary>The longest that the protocol can say.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(99_999_999);

    /// <summary>False if the value says nothing sensible; a timeout that is too long for a <see cref="TimeSpan"/> comes back as <see cref="TimeSpan.MaxValue"/>.</summary>
    public static bool TryRead(StringValues values, out TimeSpan timeout)
    {
        timeout = default;
        if (values is not [{ Length: >= 2 } text] || !int.TryParse(text.AsSpan(0, text.Length - 1), System.Globalization.NumberStyles.None, null, out var amount))
            return false;

        // A nanosecond is less than a tick, and still a deadline.
        Int128 ticks = text[^1] switch
        {
            'H' => (Int128)amount * TimeSpan.TicksPerHour,
            'M' => (Int128)amount * TimeSpan.TicksPerMinute,
            'S' => (Int128)amount * TimeSpan.TicksPerSecond,
            'm' => (Int128)amount * TimeSpan.TicksPerMillisecond,
            'u' => (Int128)amount * TimeSpan.TicksPerMicrosecond,
            'n' => ((Int128)amount + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick,
            _ => 0,
        };
        timeout = new TimeSpan((long)Int128.Min(ticks, TimeSpan.MaxValue.Ticks));
        return timeout > TimeSpan.Zero;
    }
}
