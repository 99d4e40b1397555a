using System.Globalization;
using System.Text;

namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>Reads texts in quotes.</summary>
internal static class HoconTexts
{
    private const string Triple = "\"\"\"";

    /// <summary>Reads the text in quotes, or in triple quotes, that begins at the cursor.</summary>
    public static string TakeQuoted(this HoconCursor cursor)
    {
        var opened = cursor.Here;
        if (cursor.Take(Triple))
            return TakeTriple(cursor, opened);
        cursor.Take("\"");
        var text = new StringBuilder();
        while (!cursor.Take("\""))
        {
            if (cursor.AtEnd || cursor.Current == '\n')
                throw new HoconException(opened, "the quote that opens here is not closed on its line.");
            text.Append(cursor.Take("\\") ? TakeEscape(cursor) : cursor.Next());
        }
        return text.ToString();
    }

    private static string TakeTriple(HoconCursor cursor, Origin opened)
    {
        var text = new StringBuilder();
        while (!cursor.Take(Triple))
        {
            if (cursor.AtEnd)
                throw new HoconException(opened, "the triple quote that opens here is not closed.");
            text.Append(cursor.Next());
        }
        // Quotes in front of the closing three belong to the text.
        return text.Append(cursor.TakeWhile(() => cursor.Current == '"')).ToString();
    }

    private static char TakeEscape(HoconCursor cursor)
    {
        const string letters = "bfnrt";
        const string meanings = "\b\f\n\r\t";
        if (cursor.Current is '"' or '\\' or '/')
            return cursor.Next();
        if (cursor.Take("u"))
            return TakeUnicode(cursor);
        if (cursor.AtEnd || !letters.Contains(cursor.Current))
            throw cursor.Fail($"\\ may be followed by one of \" \\ / b f n r t u, but not by {cursor.Found}");
        return meanings[letters.IndexOf(cursor.Next())];
    }

    private static char TakeUnicode(HoconCursor cursor)
    {
        var digits = 0;
        var code = cursor.TakeWhile(() => char.IsAsciiHexDigit(cursor.Current) && digits++ < 4);
        if (code.Length != 4)
            throw cursor.Fail("\\u must be followed by four hexadecimal digits");
        return (char)ushort.Parse(code, NumberStyles.HexNumber);
    }
}
