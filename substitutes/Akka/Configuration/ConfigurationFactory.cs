using System.Reflection;
using System.Text.Json;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Makes configurations from HOCON text, resources and objects.</summary>
public class ConfigurationFactory
{
    private static readonly JsonSerializerOptions ObjectOptions = new() { IncludeFields = true };

    /// <summary>A new configuration without any key.</summary>
    public static Config Empty => ParseString("");

    /// <summary>Parses HOCON; every include is answered by <paramref name="includeCallback"/>, which gets the name that was written.</summary>
    /// <exception cref="FormatException">The text is not HOCON, or a substitution leads nowhere; the message has line and column.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot> includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));

    /// <summary>Parses HOCON; includes are read from files, relative to the including file or to the current directory.</summary>
    /// <exception cref="FormatException">The text is not HOCON, or a substitution leads nowhere; the message has line and column.</exception>
    /// <exception cref="ConfigurationException">A required include is not there.</exception>
    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <summary>The configuration section of the application; without one, an empty configuration.</summary>
    public static Config Load() => Empty;

    /// <summary>The defaults of the actor library.</summary>
    public static Config Default() => FromResource("Akka.Configuration.akka.conf", typeof(ConfigurationFactory).Assembly);

    /// <summary>A configuration from a resource of the assembly of <paramref name="instanceInAssembly"/> (an object, a type or an assembly).</summary>
    public static Config FromResource(string resourceName, object instanceInAssembly) => instanceInAssembly switch
    {
        Type type => FromResource(resourceName, type.Assembly),
        Assembly assembly => FromResource(resourceName, assembly),
        _ => FromResource(resourceName, instanceInAssembly.GetType().Assembly),
    };

    /// <summary>A configuration from a resource of the assembly of <typeparamref name="TAssembly"/>.</summary>
    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>A configuration from a resource of an assembly.</summary>
    /// <exception cref="ConfigurationException">There is no such resource.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"{assembly.GetName().Name} has no resource {resourceName}.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }

    /// <summary>A configuration with the public properties and fields of an object as keys.</summary>
    public static Config FromObject(object source) => ParseString(JsonSerializer.Serialize(source, ObjectOptions));
}
