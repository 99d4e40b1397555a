namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>Reads configuration files into one tree in which every value knows where it was written.</summary>
/// <param name="readFile">The text of a file; null when it does not exist.</param>
/// <param name="environment">The value of an environment variable; null when it is not set.</param>
internal sealed class HoconReader(Func<string, string?> readFile, Func<string, string?> environment)
{
    /// <summary>Files and environment of this machine.</summary>
    public static readonly HoconReader Real = new(file => File.Exists(file) ? File.ReadAllText(file) : null, Environment.GetEnvironmentVariable);

    /// <summary>Merges the files, of which a later one wins, and the overrides (<c>key=value</c>), which win over all of them.</summary>
    /// <exception cref="ConfigurationRefusedException">With the first problem of each text, or with all problems of their substitutions.</exception>
    public HoconObject Read(IReadOnlyList<string> files, IReadOnlyList<string> overrides)
    {
        var sources = new HoconFiles(readFile);
        return Read(
            files.Count > 0 ? files[0] : Origin.CommandLine,
            files.Select(file => (Func<ObjectExpression>)(() => sources.Open(file)))
                .Concat(overrides.Select(text => (Func<ObjectExpression>)(() => new HoconParser(text, Origin.CommandLine, [], sources).Parse()))));
    }

    /// <summary>Reads one text that is no file.</summary>
    public HoconObject ReadText(string text, string name) =>
        Read(name, [() => new HoconParser(text, name, [], new HoconFiles(readFile)).Parse()]);

    private HoconObject Read(string first, IEnumerable<Func<ObjectExpression>> sources)
    {
        var root = new ObjectExpression(new Origin(first, 1, 1));
        var problems = new List<string>();
        foreach (var parse in sources)
            Absorb(root, parse, problems);
        return problems.Count == 0 ? Resolve(root) : throw new ConfigurationRefusedException(problems);
    }

    private static void Absorb(ObjectExpression root, Func<ObjectExpression> parse, List<string> problems)
    {
        try
        {
            root.Absorb(parse());
        }
        catch (HoconException e)
        {
            problems.Add(e.Message);
        }
    }

    private HoconObject Resolve(ObjectExpression root)
    {
        var resolver = new HoconResolver(root, environment);
        var tree = resolver.Resolve();
        return resolver.Problems.Count == 0 ? tree : throw new ConfigurationRefusedException([.. resolver.Problems]);
    }
}
