using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Configuration files and environment variables that exist only for a test.</summary>
internal sealed class ConfigurationFiles
{
    private readonly Dictionary<string, string> _texts = [];

    public Dictionary<string, string> Environment { get; } = [];

    public HoconReader Reader => new(_texts.GetValueOrDefault, Environment.GetValueOrDefault);

    /// <summary>One file, called node.conf.</summary>
    public static ConfigurationFiles Of(string text) => new ConfigurationFiles().With("node.conf", text);

    public ConfigurationFiles With(string file, string text)
    {
        _texts[file] = text;
        return this;
    }

    /// <summary>What node.conf and the overrides mean, as HOCON without anything to replace.</summary>
    public string Read(params string[] overrides) => HoconText.Render(Reader.Read(["node.conf"], overrides));

    public CantonSettings Load(params string[] overrides) => ConfigurationLoader.Load(["node.conf"], overrides, onlyNode: null, Reader);

    public CantonSettings LoadNode(string name) => ConfigurationLoader.Load(["node.conf"], [], name, Reader);

    /// <summary>The problems for which something is refused.</summary>
    public static IReadOnlyList<string> ProblemsOf(Action load)
    {
        try
        {
            load();
            return [];
        }
        catch (ConfigurationRefusedException refused)
        {
            return refused.Problems;
        }
    }
}
