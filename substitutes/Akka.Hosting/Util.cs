using Akka.Configuration;

namespace Akka.Hosting;

/// <summary>Moves configuration.</summary>
public static class Util
{
    /// <summary>A configuration that has this one at a path.</summary>
    public static Config MoveTo(this Config config, string path)
    {
        var outer = ConfigurationFactory.ParseString($"{path} {{}}");
        var members = outer.GetValue(path).GetObject();
        foreach (var (key, value) in config.Root.GetObject().Items)
            members.Items[key] = value;
        return outer;
    }
}
