using System.Text.RegularExpressions;

namespace Canton.Ha.Actors.Configuration;

/// <summary>Where a PostgreSQL database is, written as properties or as a JDBC url.</summary>
internal sealed partial record PostgresPlace(IReadOnlyList<string> Hosts, int Port, string Database)
{
    private const string Form = "must be jdbc:postgresql://host:port/database without parameters, with the same port for each of several hosts";
    private static readonly string[] AlsoInUrl = ["serverName", "portNumber", "databaseName"];

    public static PostgresPlace From(SettingsBlock config)
    {
        if (config.TextOrNull("dataSourceClass") is { } source && !source.Contains("postgres", StringComparison.OrdinalIgnoreCase))
            config.Refuse<string>("dataSourceClass", "must be a data source of PostgreSQL when storage.type is postgres", config.Node.At("dataSourceClass")!);
        var properties = config.Block("properties");
        return config.TextOrNull("url") is { } url ? FromUrl(url, config, properties) : FromProperties(properties);
    }

    private static PostgresPlace FromProperties(SettingsBlock properties)
    {
        var hosts = properties.Texts("serverName");
        return new PostgresPlace(hosts, properties.Whole("portNumber", 1, 65535), properties.Text("databaseName"));
    }

    private static PostgresPlace FromUrl(string url, SettingsBlock config, SettingsBlock properties)
    {
        foreach (var key in AlsoInUrl)
            if (properties.TextOrNull(key) is not null && properties.IsGiven(key))
                config.Problems.Add(properties.OriginOf(key), $"{properties.Path}.{key} is also part of {config.Path}.url; leave one of them out.");
        if (Read(url) is { } place)
            return place;
        config.Problems.Add(config.OriginOf("url"), $"{config.Path}.url {Form}.");
        return new PostgresPlace([], 0, "");
    }

    private static PostgresPlace? Read(string url)
    {
        if (Url().Match(url) is not { Success: true } match)
            return null;
        var hosts = match.Groups["host"].Captures.Select(host => host.Value.Trim('[', ']')).ToList();
        var ports = match.Groups["port"].Captures.Select(port => port.Value.Length == 0 ? 5432 : int.Parse(port.Value)).Distinct().ToList();
        return ports is [> 0 and < 65536] ? new PostgresPlace(hosts, ports[0], Uri.UnescapeDataString(match.Groups["database"].Value)) : null;
    }

    [GeneratedRegex(@"^jdbc:postgresql://(?:(?<host>\[[0-9a-fA-F:.]+\]|[^\[\]:,/?@]+)(?::(?<port>[0-9]{1,5})|(?<port>))(?:,(?!/)|(?=/)))+/(?<database>[^/?]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Url();
}
