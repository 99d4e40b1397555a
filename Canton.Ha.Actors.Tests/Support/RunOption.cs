using System.Globalization;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What whoever starts a long run may say in environment variables.</summary>
internal static class RunOption
{
    /// <summary>A whole number, or what holds when nothing is said.</summary>
    public static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
