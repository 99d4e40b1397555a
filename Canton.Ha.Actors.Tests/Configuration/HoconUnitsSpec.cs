using Canton.Ha.Actors.Configuration.Hocon;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class HoconUnitsSpec
{
    [Theory]
    [InlineData("250", 250)]
    [InlineData("250ms", 250)]
    [InlineData("1.5 s", 1500)]
    [InlineData("2 seconds", 2000)]
    [InlineData("1m", 60_000)]
    [InlineData("1 hour", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1000 us", 1)]
    [InlineData("1000000ns", 1)]
    [InlineData("-1s", -1000)]
    public void Reads_durations(string text, long milliseconds) => HoconUnits.Duration(text).Should().Be(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("512", 512)]
    [InlineData("1 B", 1)]
    [InlineData("4k", 4096)]
    [InlineData("4kB", 4000)]
    [InlineData("4 KiB", 4096)]
    [InlineData("1.5 MiB", 1572864)]
    [InlineData("2 megabytes", 2_000_000)]
    [InlineData("1G", 1L << 30)]
    [InlineData("3TB", 3_000_000_000_000)]
    public void Reads_sizes(string text, long bytes) => HoconUnits.Size(text).Should().Be(bytes);

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("1 parsec")]
    [InlineData("1s 2ms")]
    [InlineData("1,5s")]
    [InlineData("999999999999999999d")]
    public void Refuses_what_is_no_quantity(string text)
    {
        HoconUnits.Duration(text).Should().BeNull();
        HoconUnits.Size(text).Should().BeNull();
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("250ms")]
    [InlineData("1500ms")]
    [InlineData("2s")]
    [InlineData("1m")]
    [InlineData("90s")]
    [InlineData("24h")]
    [InlineData("5us")]
    public void Writes_durations_in_their_largest_whole_unit(string text) => HoconUnits.Render(HoconUnits.Duration(text)!.Value).Should().Be(text);
}
