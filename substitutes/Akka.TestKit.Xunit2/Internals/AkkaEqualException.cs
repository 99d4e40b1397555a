using System.Globalization;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Two values are not equal that a test expects to be.</summary>
public class AkkaEqualException : XunitException
{
    /// <summary>An exception with a message; a format that does not fit its arguments is shown as it is.</summary>
    public AkkaEqualException(string format = "", params object[] args)
        : base(Format(format, args))
    {
    }

    /// <summary>The exception for two values.</summary>
    public static AkkaEqualException ForMismatchedValues(object expected, object actual, string format = null, params object[] args)
    {
        var title = string.IsNullOrEmpty(format) ? "Values differ" : Format(format, args);
        return new AkkaEqualException(
            "{0}", $"Assert.Equal() Failure: {title}{Environment.NewLine}Expected: {Show(expected)}{Environment.NewLine}Actual:   {Show(actual)}");
    }

    private static string Show(object value) => value as string ?? ArgumentFormatter.Format(value);

    private static string Format(string format, object[] args)
    {
        try
        {
            return string.Format(CultureInfo.CurrentCulture, format, args);
        }
        catch (FormatException)
        {
            return $"{format} [{string.Join(", ", args)}]";
        }
    }
}
