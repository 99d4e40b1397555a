namespace Grpc.Net.Client.Internal;

/// <summary>Value of <c>grpc-timeout</c>: a number of at most eight digits and a unit.</summary>
internal static class TimeoutText
{
    private const long ThousandSeconds = 1_000_000;

    /// <summary>Rounded up, so that the server never gives up before the client: below a thousand seconds to three significant figures of
    /// milliseconds, above to seconds. The largest unit that needs no fraction is used.</summary>
    public static string Of(TimeSpan timeout)
    {
        var milliseconds = timeout.Ticks / TimeSpan.TicksPerMillisecond;
        if (milliseconds <= 0)
            return "1n";
        if (milliseconds >= ThousandSeconds)
            return OfSeconds((milliseconds + 999) / 1000);

        milliseconds = RoundedUp(milliseconds);
        return milliseconds >= 1000 && milliseconds % 1000 == 0 ? OfSeconds(milliseconds / 1000) : $"{milliseconds}m";
    }

    private static long RoundedUp(long milliseconds)
    {
        var step = 1;
        while (milliseconds / step >= 1000)
            step *= 10;
        return (milliseconds + step - 1) / step * step;
    }

    private static string OfSeconds(long seconds) =>
        seconds % 3600 == 0 ? $"{seconds / 3600}H" : seconds % 60 == 0 ? $"{seconds / 60}M" : $"{seconds}S";
}
