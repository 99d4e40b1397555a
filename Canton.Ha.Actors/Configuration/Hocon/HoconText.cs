using System.Text;

namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>Writes a tree as HOCON that reads as the same tree.</summary>
internal static class HoconText
{
    /// <summary>The keys of a block, one line each, blocks inside it indented.</summary>
    public static string Render(HoconObject root)
    {
        var text = new StringBuilder();
        WriteFields(text, root, indent: "");
        return text.ToString();
    }

    private static void WriteFields(StringBuilder text, HoconObject block, string indent)
    {
        foreach (var (key, value) in block.Fields)
        {
            text.Append(indent).Append(IsPlain(key) && !key.Contains('.') ? key : Quote(key)).Append(value is HoconObject ? " " : " = ");
            Write(text, value, indent);
            text.Append('\n');
        }
    }

    private static void Write(StringBuilder text, HoconNode node, string indent)
    {
        switch (node)
        {
            case HoconScalar scalar:
                text.Append(scalar.Text is null ? "null" : IsPlain(scalar.Text) ? scalar.Text : Quote(scalar.Text));
                break;
            case HoconArray array:
                WriteElements(text, array, indent);
                break;
            case HoconObject block:
                text.Append("{\n");
                WriteFields(text, block, indent + "  ");
                text.Append(indent).Append('}');
                break;
        }
    }

    private static void WriteElements(StringBuilder text, HoconArray array, string indent)
    {
        text.Append('[');
        for (var i = 0; i < array.Elements.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, array.Elements[i], indent);
        }
        text.Append(']');
    }

    private static bool IsPlain(string text) =>
        text.Length > 0 && text is not ("null" or "include") && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString());
        return quoted.Append('"').ToString();
    }
}
