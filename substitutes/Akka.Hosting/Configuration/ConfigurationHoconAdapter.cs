using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Microsoft.Extensions.Configuration;

namespace Akka.Hosting.Configuration;

/// <summary>Configuration of an application as HOCON.</summary>
public static class ConfigurationHoconAdapter
{
    /// <summary>
    /// Takes over a configuration, or one section of it under its own key. Underscores in keys become hyphens, dots in keys lead deeper,
    /// numbered keys make an array, and <c>True</c> and <c>False</c> become <c>on</c> and <c>off</c>.
    /// </summary>
    public static Config ToHocon(this IConfiguration config, bool normalizeKeys = true)
    {
        var root = new HoconObject();
        if (config is IConfigurationSection section)
            Add(root, section, normalizeKeys);
        else
            AddChildren(root, config, normalizeKeys);
        var value = new HoconValue();
        value.AppendValue(root);
        return new Config(new HoconRoot(value));
    }

    private static void AddChildren(HoconObject members, IConfiguration config, bool normalizeKeys)
    {
        foreach (var child in config.GetChildren())
            Add(members, child, normalizeKeys);
    }

    private static void Add(HoconObject members, IConfigurationSection section, bool normalizeKeys)
    {
        var keys = KeysOf(section.Key, normalizeKeys);
        foreach (var key in keys.Take(keys.Length - 1))
        {
            var value = members.GetOrCreateKey(key);
            if (!value.IsObject())
                value.AppendValue(new HoconObject());
            members = value.GetObject();
        }

        members.GetOrCreateKey(keys[^1]).AppendValue(Element(section, normalizeKeys));
    }

    /// <summary>The keys of a dotted path; quotes keep a dot from separating.</summary>
    private static string[] KeysOf(string path, bool normalizeKeys)
    {
        var name = (normalizeKeys ? path.ToLowerInvariant() : path).Replace('_', '-');
        var parts = name.Split('"');
        return name.Contains('"')
            ? parts.SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split('.', StringSplitOptions.RemoveEmptyEntries)).ToArray()
            : name.Split('.');
    }

    private static IHoconElement Element(IConfigurationSection section, bool normalizeKeys)
    {
        var children = section.GetChildren().ToList();
        if (children.Count > 0 && children.TrueForAll(child => int.TryParse(child.Key, out _)))
            return Array(children, normalizeKeys);
        if (children.Count == 0 || section.Value is not null)
            return new HoconLiteral { Value = Literal(section.Value) };
        var members = new HoconObject();
        AddChildren(members, section, normalizeKeys);
        return members;
    }

    private static HoconArray Array(IEnumerable<IConfigurationSection> children, bool normalizeKeys)
    {
        var array = new HoconArray();
        foreach (var child in children.OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture)))
        {
            var value = new HoconValue();
            value.AppendValue(Element(child, normalizeKeys));
            array.Add(value);
        }

        return array;
    }

    private static string? Literal(string? value) => value switch
    {
        "True" => "on",
        "False" => "off",
        _ => value,
    };
}
