using System.Text.Json;

namespace Canton.Ha.Actors.Demo;

/// <summary>Texts in a configuration that is written here.</summary>
internal static class ConfigurationText
{
    /// <summary>A text in quotes, as JSON has them.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text);
}
