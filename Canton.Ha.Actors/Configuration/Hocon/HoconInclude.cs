namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>An <c>include</c> statement.</summary>
/// <param name="Origin">Where it stands.</param>
/// <param name="File">What it names.</param>
/// <param name="IsRequired">The file must be there.</param>
internal sealed record HoconInclude(Origin Origin, string File, bool IsRequired)
{
    private const string Forms = "include must be followed by \"file\", file(\"file\"), required(\"file\") or required(file(\"file\"))";

    /// <summary>Reads the statement if one begins here; a key that merely begins with the word is left alone.</summary>
    public static HoconInclude? TryRead(HoconCursor cursor)
    {
        if (!cursor.At("include ") && !cursor.At("include\t") && !cursor.At("include\""))
            return null;
        var origin = cursor.Here;
        cursor.Take("include");
        cursor.TakeSpace();
        var isRequired = TakeOpening(cursor, "required");
        var isCalled = TakeOpening(cursor, "file");
        if (cursor.Current != '"')
            throw cursor.Fail(Forms);
        var file = cursor.TakeQuoted();
        for (var open = (isRequired ? 1 : 0) + (isCalled ? 1 : 0); open > 0; open--)
            TakeClosing(cursor);
        return new HoconInclude(origin, file, isRequired);
    }

    private static bool TakeOpening(HoconCursor cursor, string word)
    {
        if (!cursor.Take(word + "("))
            return false;
        cursor.TakeSpace();
        return true;
    }

    private static void TakeClosing(HoconCursor cursor)
    {
        cursor.TakeSpace();
        if (!cursor.Take(")"))
            throw cursor.Fail(Forms);
    }
}
