using System.Collections.Immutable;
using System.Text;

namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>Reads a path of keys, <c>a.b."c.d"</c>: what stands before = or inside ${}.</summary>
internal static class HoconPath
{
    public static ImmutableArray<string> Read(HoconCursor cursor)
    {
        var path = ImmutableArray.CreateBuilder<string>();
        do
            path.Add(ReadKey(cursor));
        while (cursor.Take("."));
        return path.ToImmutable();
    }

    /// <summary>One key; white space inside it belongs to it, white space around it does not.</summary>
    private static string ReadKey(HoconCursor cursor)
    {
        var key = new StringBuilder();
        var isQuoted = false;
        cursor.TakeSpace();
        for (var space = ""; !AtEndOfKey(cursor); space = cursor.TakeSpace())
        {
            isQuoted |= cursor.Current == '"';
            key.Append(space).Append(cursor.Current == '"' ? cursor.TakeQuoted() : cursor.TakeWhile(() => cursor.AtUnquoted && cursor.Current != '.'));
        }
        return key.Length > 0 || isQuoted ? key.ToString() : throw cursor.Fail($"a key must stand here, but {cursor.Found} does");
    }

    private static bool AtEndOfKey(HoconCursor cursor) => cursor.Current == '.' || (cursor.Current != '"' && !cursor.AtUnquoted);
}
