using System.Buffers;
using System.Globalization;
using System.Text;
using Akka.Configuration;

namespace Akka.Hosting;

/// <summary>Values as HOCON text.</summary>
public static class HoconExtensions
{
    private static readonly SearchValues<char> NeverUnquoted = SearchValues.Create("[]$\"\\{}:=,#`^?!@*&");

    /// <summary>A text, escaped, and in quotes where it has to be; <c>null</c> for none.</summary>
    public static string ToHocon(this string? text)
    {
        if (text is null)
            return "null";
        var escaped = new StringBuilder();
        foreach (var c in text)
            escaped.Append(Escape(c));
        var result = escaped.ToString();
        return result.Length == 0 || result.AsSpan().IndexOfAny(NeverUnquoted) >= 0 ? $"\"{result}\"" : result;
    }

    /// <summary>A truth value, <c>on</c> or <c>off</c>.</summary>
    public static string ToHocon(this bool value) => value ? "on" : "off";

    /// <summary>A truth value, <c>on</c> or <c>off</c>.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static string ToHocon(this bool? value) => Present(value).ToHocon();

    /// <summary>A duration in milliseconds; <c>infinite</c> for a negative one and, if so wanted, for zero.</summary>
    /// <exception cref="ConfigurationException">It is infinite and must not be.</exception>
    public static string ToHocon(this TimeSpan value, bool allowInfinite = false, bool zeroIsInfinite = false)
    {
        if (value > TimeSpan.Zero || (value == TimeSpan.Zero && !zeroIsInfinite))
            return value.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        return allowInfinite ? "infinite" : throw new ConfigurationException("Infinite value is not allowed");
    }

    /// <summary>A duration in milliseconds; <c>infinite</c> for a negative one and, if so wanted, for zero.</summary>
    /// <exception cref="ConfigurationException">There is none, or it is infinite and must not be.</exception>
    public static string ToHocon(this TimeSpan? value, bool allowInfinite = false, bool zeroIsInfinite = false) =>
        Present(value).ToHocon(allowInfinite, zeroIsInfinite);

    /// <summary>A number.</summary>
    public static string ToHocon(this float value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static string ToHocon(this float? value) => Present(value).ToHocon();

    /// <summary>A number.</summary>
    public static string ToHocon(this double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static string ToHocon(this double? value) => Present(value).ToHocon();

    /// <summary>A whole number.</summary>
    public static string ToHocon(this int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static string ToHocon(this int? value) => Present(value).ToHocon();

    /// <summary>A whole number.</summary>
    public static string ToHocon(this long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static string ToHocon(this long? value) => Present(value).ToHocon();

    private static string Escape(char c) => c switch
    {
        '\\' => @"\\",
        '"' => "\\\"",
        '/' => @"\/",
        '\b' => @"\b",
        '\f' => @"\f",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        > (char)255 => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };

    private static T Present<T>(T? value)
        where T : struct =>
        value ?? throw new ConfigurationException("Value can not be null");
}
