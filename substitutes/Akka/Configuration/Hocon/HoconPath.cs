using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Paths of keys: dots between the keys, double quotes around a key that has a dot itself.</summary>
internal static class HoconPath
{
    /// <summary>The keys of a path; none for an empty path.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static List<string> Split(string path)
    {
        var keys = new List<string>();
        for (var at = 0; at < path.Length;)
        {
            var quoted = path[at] == '"';
            var start = quoted ? at + 1 : at;
            var end = path.IndexOf(quoted ? '"' : '.', start);
            if (end < 0 && quoted)
                throw new FormatException($"The path {path} has a quote that is not closed.");
            keys.Add(end < 0 ? path[start..] : path[start..end]);
            at = end < 0 ? path.Length : end + (quoted ? 2 : 1);
        }

        return keys;
    }

    /// <summary>The path of a key under another path.</summary>
    public static string Child(string path, string key)
    {
        var text = new StringBuilder(path);
        if (text.Length > 0)
            text.Append('.');
        return key.Contains('.') ? text.Append('"').Append(key).Append('"').ToString() : text.Append(key).ToString();
    }

    /// <summary>A path under another path.</summary>
    public static string Join(string path, string rest) => path.Length == 0 ? rest : $"{path}.{rest}";
}
