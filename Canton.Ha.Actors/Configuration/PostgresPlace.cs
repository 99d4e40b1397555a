namespace Canton.Ha.Actors.Configuration;

/// <summary>Where a PostgreSQL database is, written as properties or as a JDBC url.</summary>
internal sealed record PostgresPlace(IReadOnlyList<string> Hosts, int Port, string Database)
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
        const string scheme = "jdbc:postgresql://";
        if (!url.StartsWith(scheme, StringComparison.Ordinal) || url.Contains('?') || url[scheme.Length..].Split('/') is not [var authority, { Length: > 0 } database])
            return null;
        var places = authority.Split(',').Select(host => Uri.TryCreate($"tcp://{host}", UriKind.Absolute, out var place) ? place : null).ToList();
        var ports = places.Select(place => place is { IsDefaultPort: false } ? place.Port : 5432).Distinct().ToList();
        if (ports is not [var port] || places.Exists(place => place is not { Host.Length: > 0, UserInfo: "" }))
            return null;
        return new PostgresPlace([.. places.OfType<Uri>().Select(place => place.Host.Trim('[', ']'))], port, Uri.UnescapeDataString(database));
    }
}
