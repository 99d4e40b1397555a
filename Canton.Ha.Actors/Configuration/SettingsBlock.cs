using System.Net;
using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>
/// A block of keys from which settings are read. It notes each problem, answers it with a value that nobody will see, and knows in the end
/// which keys nobody asked for.
/// </summary>
internal sealed class SettingsBlock(string path, HoconObject fields, Origin origin, Problems problems)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    private readonly HashSet<string> _asked = [];
    private readonly List<SettingsBlock> _blocks = [];
    public string Path { get; } = path;

    public HoconObject Node { get; } = fields;

    public Problems Problems { get; } = problems;

    /// <summary>The block below a path of keys; empty if it is not there.</summary>
    public SettingsBlock Block(params ReadOnlySpan<string> keys) => keys is [] ? this : Child(keys[0]).Block(keys[1..]);

    /// <summary>Another problem keeps this block from being judged.</summary>
    public bool IsLeftUnread { get; private set; }

    /// <summary>True if this configuration, and not a default, says something under a path of keys.</summary>
    public bool IsGiven(params ReadOnlySpan<string> keys) => IsGivenIn(Node.At(keys));

    /// <summary>Where the first given of some keys was written, or else the block.</summary>
    public Origin OriginOf(params IEnumerable<string> keys) =>
        keys.Select(key => Node.At(key.Split('.'))).FirstOrDefault(IsGivenIn)?.Origin ?? origin;

    /// <summary>Notes a problem if the block's own key is no name for what it says something about.</summary>
    public void RequirePlain(string name, string kind)
    {
        if (!IsPlain(name))
            Problems.Add(OriginOf(), $"{Path} is not a name for a {kind}; it may have letters, digits, - and _, and begins with a letter or digit.");
    }

    public string? TextOrNull(string key) => Ask(key) switch
    {
        null or HoconScalar { Text: null } => null,
        HoconScalar scalar => scalar.Text,
        var other => Refuse<string>(key, "must be one value", other),
    };

    public string Text(string key) => Required(key, TextOrNull(key), "a text") ?? "";

    public string OneOf(string key, params IReadOnlyCollection<string> names)
    {
        var text = Required(key, TextOrNull(key), "one of " + string.Join(", ", names));
        if (text is not null && !names.Contains(text))
            Refuse<string>(key, $"must be one of {string.Join(", ", names)}", Node.At(key)!);
        return text ?? "";
    }

    /// <summary>A list of texts; one text is a list of one.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        var list = (Ask(key) as HoconObject)?.AsArray() ?? Ask(key) as HoconArray;
        if (list is null)
            return [Text(key)];
        var texts = list.Elements.OfType<HoconScalar>().Select(element => element.Text).OfType<string>().ToList();
        if (texts.Count == 0 || texts.Count < list.Elements.Count)
            Refuse<string>(key, "must be a text or a list of texts", list);
        return texts;
    }

    /// <summary>A list of blocks, each over the same defaults; none where the key is not set.</summary>
    public IReadOnlyList<SettingsBlock> Blocks(string key, HoconObject defaults)
    {
        var found = Ask(key);
        var elements = ((found as HoconObject)?.AsArray() ?? found as HoconArray)?.Elements;
        if (found is null or HoconScalar { Text: null } or HoconArray { Elements.Count: 0 })
            return [];
        if (elements is null || elements.Any(element => element is not HoconObject { Fields.Count: > 0 }))
        {
            Refuse<string>(key, "must be a list of blocks, [{ … }]", found);
            return [];
        }

        List<SettingsBlock> blocks = [.. elements.Cast<HoconObject>().Select((element, i) => new SettingsBlock($"{Below(key)}.{i}", element.Over(defaults), element.Origin, Problems))];
        _blocks.AddRange(blocks);
        return blocks;
    }

    /// <summary>What stands under a key, or in the file that the key followed by <c>-file</c> names: not nothing, and at least so many bytes. No problem shows it.</summary>
    public Secret? SecretOrNull(string key, int bytesMin = 1)
    {
        var (text, file) = (TextOrNull(key), FileOrNull($"{key}-file"));
        if (text is not null && file is not null)
            Problems.Add(OriginOf($"{key}-file"), $"{Below(key)}-file is set, but so is {Below(key)}; leave one of them out.");
        var secret = file is null ? text is null ? null : new Secret(text, File: null) : ReadSecret(key, file);
        if (secret?.Lack(bytesMin) is not { } lack)
            return secret;

        Problems.Add(OriginOf(key, $"{key}-file"), $"{Below(key)} {lack}");
        return null;
    }

    public IReadOnlyList<string>? TextsOrNull(string key) => Ask(key) is null or HoconScalar { Text: null } ? null : Texts(key);

    public bool Flag(string key) => TextOrNull(key) switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        null => Required(key, default(bool?), "true or false") ?? false,
        _ => Refuse<bool>(key, "must be true or false", Node.At(key)!),
    };

    public bool? FlagOrNull(string key) => TextOrNull(key) is null ? null : Flag(key);

    /// <summary>The path of a file, relative to the working directory.</summary>
    public string? FileOrNull(string key) => TextOrNull(key) is { Length: > 0 } path ? System.IO.Path.GetFullPath(path) : null;

    public int? WholeOrNull(string key, int least, int most) => TextOrNull(key) switch
    {
        null => null,
        var text when int.TryParse(text, out var number) && number >= least && number <= most => number,
        _ => Refuse<int>(key, $"must be a whole number from {least} to {most}", Node.At(key)!),
    };

    public int Whole(string key, int least, int most) => Required(key, WholeOrNull(key, least, most), $"a whole number from {least} to {most}") ?? 0;

    public TimeSpan Duration(string key) => Required(key, DurationOrNull(key, TimeSpan.FromMilliseconds(1)), "a duration such as 250ms, 2s or 1m") ?? default;

    /// <summary>A duration of at least <paramref name="least"/>, in the whole milliseconds that PostgreSQL counts.</summary>
    public TimeSpan? DurationOrNull(string key, TimeSpan least) => TextOrNull(key) switch
    {
        null => null,
        var text when HoconUnits.Duration(text) is not { } => Refuse<TimeSpan>(key, "must be a duration such as 250ms, 2s or 1m", Node.At(key)!),
        var text when HoconUnits.Duration(text) is { } duration && duration >= least && duration <= Longest && IsWhole(duration, TimeSpan.TicksPerMillisecond) => duration,
        _ => Refuse<TimeSpan>(key, $"must be a duration of whole milliseconds from {HoconUnits.Render(least)} to 20 days", Node.At(key)!),
    };

    /// <summary>A duration that is handed on in whole seconds.</summary>
    public TimeSpan Seconds(string key)
    {
        var duration = Duration(key);
        return IsWhole(duration, TimeSpan.TicksPerSecond) ? duration : Refuse<TimeSpan>(key, "must be a duration of whole seconds, such as 2s", Node.At(key)!);
    }

    /// <summary>A host name or an IP address.</summary>
    public string? HostOrNull(string key) => TextOrNull(key) switch
    {
        null => null,
        var text when Uri.CheckHostName(text) is not UriHostNameType.Unknown => text,
        _ => Refuse<string>(key, "must be a host name or an IP address", Node.At(key)!),
    };

    public string Host(string key) => Required(key, HostOrNull(key), "a host name or an IP address") ?? "";

    /// <summary>Where a server listens; null where no port is set and none is wanted.</summary>
    public HttpEndpoint? Endpoint(bool isWanted)
    {
        var address = TextOrNull("address") is "localhost" ? "127.0.0.1" : Text("address");
        if (Node.Text("address") is not null && !IPAddress.TryParse(address, out _))
            Refuse<string>("address", "must be an IP address such as 127.0.0.1 or 0.0.0.0", Node.At("address")!);
        var port = isWanted ? Whole("port", 0, 65535) : WholeOrNull("port", 0, 65535);
        var tls = TlsServerSettings.From(Block("tls"));
        return port is { } number ? new HttpEndpoint(address, number) { Tls = tls } : null;
    }

    /// <summary>Where a server listens that commands can be sent to.</summary>
    public HttpEndpoint? GuardedEndpoint()
    {
        var allowsInsecure = Flag("allow-insecure");
        return Endpoint(isWanted: true) is { } endpoint ? endpoint with { AllowsInsecure = allowsInsecure } : null;
    }

    /// <summary>Notes that the value of a key cannot be used.</summary>
    public T? Refuse<T>(string key, string sentence, HoconNode found)
    {
        Problems.Add(found.Origin.IsReference ? origin : found.Origin, $"{Below(key)} {sentence}, but is {SecretMask.Described(found)}.");
        return default;
    }

    /// <summary>Because of another problem, nothing is missing here and below, and no key is unknown.</summary>
    public void LeaveUnread() => IsLeftUnread = true;

    /// <summary>Notes every key, here and below, that nobody asked for.</summary>
    public void RefuseUnread()
    {
        if (IsLeftUnread)
            return;
        foreach (var (key, value) in Node.Fields.Where(field => !_asked.Contains(field.Key)))
            Problems.Add(value.Origin, $"{Below(key)} is not a key of this node; the nearest is {Path}.{NearestName.Of(key, _asked)}.");
        _blocks.ForEach(block => block.RefuseUnread());
    }

    private Secret? ReadSecret(string key, string file)
    {
        try
        {
            return new Secret(File.ReadAllText(file).TrimEnd('\r', '\n'), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problems.Add(OriginOf($"{key}-file"), $"{Below(key)}-file: {file} cannot be read: {e.Message}");
            return null;
        }
    }

    private SettingsBlock Child(string key)
    {
        if (_blocks.Find(block => block.Path == Below(key)) is { } known)
            return known;
        var found = Ask(key);
        var node = found as HoconObject ?? HoconObject.Empty(origin);
        var child = new SettingsBlock(Below(key), node, node.Origin.IsReference ? origin : node.Origin, Problems) { IsLeftUnread = IsLeftUnread };
        _blocks.Add(child);
        if (found is not (null or HoconObject or HoconScalar { Text: null }))
        {
            Refuse<string>(key, "must be a block of keys, { … }", found);
            child.LeaveUnread();
        }
        return child;
    }

    private string Below(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private HoconNode? Ask(string key)
    {
        _asked.Add(key);
        return Node.At(key);
    }

    private T Required<T>(string key, T value, string kind)
    {
        if (!IsLeftUnread && value is null && Node.At(key) is null or HoconScalar { Text: null })
            Problems.Add(origin, $"{Below(key)} is missing; it must be {kind}.");
        return value;
    }

    private static bool IsGivenIn(HoconNode? node) => node switch
    {
        null => false,
        HoconObject block => block.Fields.Values.Any(IsGivenIn),
        _ => !node.Origin.IsReference,
    };

    private static bool IsWhole(TimeSpan duration, long ticks) => duration.Ticks % ticks == 0;

    /// <summary>Whether a text can be the name of something that others refer to.</summary>
    public static bool IsPlain(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
