using System.Globalization;

namespace Canton.Ha.Actors.Ledger.Store.Embedded;

/// <summary>Lists as JSON: the only form in which SQLite takes and keeps them.</summary>
internal static class Json
{
    public static string Of<T>(IEnumerable<T> numbers)
        where T : IFormattable =>
        $"[{string.Join(',', numbers.Select(number => number.ToString(null, CultureInfo.InvariantCulture)))}]";

    public static string Of(IEnumerable<string> plainTexts) => $"[{string.Join(',', plainTexts.Select(text => $"\"{text}\""))}]";
}
