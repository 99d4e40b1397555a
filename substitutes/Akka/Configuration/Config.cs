using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>A tree of settings, addressed by paths like <c>akka.actor.provider</c>, with an optional fallback for what it lacks.</summary>
public class Config
{
    /// <summary>A configuration without any key.</summary>
    public static readonly Config Empty = ConfigurationFactory.Empty;

    private readonly HoconValue _own;

    /// <summary>A configuration without a root; it has no path at all.</summary>
    public Config()
    {
    }

    /// <summary>A configuration of what one text says.</summary>
    public Config(HoconRoot root)
    {
        _own = root.Value ?? throw new ArgumentNullException(nameof(root), "The root value cannot be null.");
        Root = root.Value;
        Substitutions = root.Substitutions;
    }

    /// <summary>The settings of <paramref name="source"/>, with another configuration noted as its fallback.</summary>
    public Config(Config source, Config fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        _own = source._own;
        Root = source.Root;
        Fallback = fallback;
    }

    private Config(Config source, HoconValue root, Config fallback)
    {
        _own = source._own;
        Root = root;
        Fallback = fallback;
        Substitutions = source.Substitutions;
    }

    /// <summary>The configuration that was given for what this one lacks; null if there is none.</summary>
    public Config Fallback { get; }

    /// <summary>Whether there is no key, neither here nor in a fallback.</summary>
    public virtual bool IsEmpty => Root is null || Root.IsEmpty;

    /// <summary>The tree of settings, merged with that of the fallbacks.</summary>
    public virtual HoconValue Root { get; }

    /// <summary>The substitutions of the text from which this configuration was made.</summary>
    public IEnumerable<HoconSubstitution> Substitutions { get; set; }

    /// <summary>Parses the second operand and uses it as the fallback of the first.</summary>
    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));

    /// <summary>Parses the first operand and uses the second as its fallback.</summary>
    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    /// <summary>Parses HOCON.</summary>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>The value at a path; null if there is none.</summary>
    public HoconValue GetValue(string path)
    {
        var node = Root ?? throw new InvalidOperationException("Current node should not be null");
        foreach (var key in HoconPath.Split(path))
        {
            node = node.GetChildObject(key);
            if (node is null)
                return null;
        }

        return node;
    }

    /// <summary>Whether there is a value at a path.</summary>
    public virtual bool HasPath(string path) => GetValue(path) is not null;

    /// <summary>The text at a path, or the default.</summary>
    public virtual string GetString(string path, string @default = null) => GetValue(path) is { } value ? value.GetString() : @default;

    /// <summary>The truth value at a path, or the default.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) => GetValue(path)?.GetBoolean() ?? @default;

    /// <summary>The whole number at a path, or the default.</summary>
    public virtual int GetInt(string path, int @default = 0) => GetValue(path)?.GetInt() ?? @default;

    /// <summary>The whole number at a path, or the default.</summary>
    public virtual long GetLong(string path, long @default = 0) => GetValue(path)?.GetLong() ?? @default;

    /// <summary>The number at a path, or the default.</summary>
    public virtual float GetFloat(string path, float @default = 0) => GetValue(path)?.GetFloat() ?? @default;

    /// <summary>The number at a path, or the default.</summary>
    public virtual double GetDouble(string path, double @default = 0) => GetValue(path)?.GetDouble() ?? @default;

    /// <summary>The number at a path, or the default.</summary>
    public virtual decimal GetDecimal(string path, decimal @default = 0) => GetValue(path)?.GetDecimal() ?? @default;

    /// <summary>The duration at a path (a number without unit is in milliseconds), or the default, or zero.</summary>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        GetValue(path)?.GetTimeSpan(allowInfinite) ?? @default.GetValueOrDefault();

    /// <summary>The size in bytes at a path; null if there is none.</summary>
    public virtual long? GetByteSize(string path) => GetValue(path)?.GetByteSize();

    /// <summary>The size in bytes at a path, or the default.</summary>
    public virtual long? GetByteSize(string path, long? def = null) => GetValue(path) is { } value ? value.GetByteSize() : def;

    /// <summary>The truth values at a path.</summary>
    public virtual IList<bool> GetBooleanList(string path) => Present(path).GetBooleanList();

    /// <summary>The numbers at a path.</summary>
    public virtual IList<decimal> GetDecimalList(string path) => Present(path).GetDecimalList();

    /// <summary>The numbers at a path.</summary>
    public virtual IList<float> GetFloatList(string path) => Present(path).GetFloatList();

    /// <summary>The numbers at a path.</summary>
    public virtual IList<double> GetDoubleList(string path) => Present(path).GetDoubleList();

    /// <summary>The whole numbers at a path.</summary>
    public virtual IList<int> GetIntList(string path) => Present(path).GetIntList();

    /// <summary>The whole numbers at a path.</summary>
    public virtual IList<long> GetLongList(string path) => Present(path).GetLongList();

    /// <summary>The numbers from 0 to 255 at a path.</summary>
    public virtual IList<byte> GetByteList(string path) => Present(path).GetByteList();

    /// <summary>The texts at a path; none if there is nothing.</summary>
    public virtual IList<string> GetStringList(string path) => GetValue(path)?.GetStringList() ?? [];

    /// <summary>The texts at a path, or the default.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        GetValue(path)?.GetStringList() ?? defaultPaths;

    /// <summary>The section at a path, with the same section of the fallback; null if neither has it.</summary>
    public virtual Config GetConfig(string path)
    {
        var fallback = Fallback?.GetConfig(path);
        return GetValue(path) is { } value ? new Config(new HoconRoot(value)).WithFallback(fallback) : fallback;
    }

    /// <summary>A configuration that has what this one lacks from another one. Neither of them changes.</summary>
    /// <exception cref="ArgumentException">A configuration cannot be its own fallback.</exception>
    public virtual Config WithFallback(Config fallback)
    {
        if (fallback == this)
            throw new ArgumentException("Config can not have itself as fallback", nameof(fallback));
        if (fallback is null)
            return this;
        if (IsEmpty)
            return fallback;
        if (fallback.IsEmpty || Contains(fallback))
            return this;
        var merged = MembersOf(fallback.Root).MergeImmutable(MembersOf(Root));
        return new Config(this, new HoconValue([merged], adoptedFromFallback: false), ChainedFallback(fallback));
    }

    /// <summary>The keys of the root with their values, those of the fallbacks last.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var current = this; current is not null; current = current.Fallback)
        {
            foreach (var item in MembersOf(current.Root).Items.Where(item => seen.Add(item.Key)))
                yield return item;
        }
    }

    /// <summary>HOCON text of this configuration without its fallbacks.</summary>
    public override string ToString() => _own?.ToString() ?? "";

    /// <summary>HOCON text of this configuration, with its fallbacks on request.</summary>
    public string ToString(bool includeFallback) => includeFallback ? Root.ToString() : ToString();

    /// <summary>Whether every setting of another configuration is here with the same value.</summary>
    internal bool Contains(Config other) => Contains(MembersOf(other.Root), MembersOf(Root));

    /// <summary>This configuration with another one behind its last fallback.</summary>
    protected Config Copy(Config fallback = null) => new(this, Root, ChainedFallback(fallback));

    private static HoconObject MembersOf(HoconValue value) => value?.GetObject() ?? new HoconObject();

    private static bool Contains(HoconObject expected, HoconObject actual) =>
        expected.Items.All(item => actual.GetKey(item.Key) is { } value && Covers(item.Value, value));

    private static bool Covers(HoconValue expected, HoconValue actual)
    {
        if (expected.IsObject())
            return Contains(expected.GetObject(), MembersOf(actual));
        if (expected.IsArray())
            return !expected.GetStringList().Except(actual.GetStringList(), StringComparer.Ordinal).Any();
        return expected.GetString() == actual.GetString();
    }

    private Config ChainedFallback(Config fallback) => Fallback is null ? fallback : Fallback.Copy(fallback);

    private HoconValue Present(string path) =>
        GetValue(path) ?? throw new ConfigurationException($"The configuration has no value at {path}.");
}
