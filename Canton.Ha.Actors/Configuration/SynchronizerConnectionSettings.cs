namespace Canton.Ha.Actors.Configuration;

/// <summary>How a participant reaches one synchronizer: a block of its <c>synchronizers</c>, or as an operator has registered it.</summary>
/// <param name="Alias">What this participant calls it: letters, digits, - and _, beginning with a letter or digit.</param>
/// <param name="Endpoints"><c>connections</c>: where its replicas serve members, <c>http://host:port</c>, or <c>https://host:port</c> for TLS; one of them at a time does.</param>
/// <param name="ManualConnect"><c>manual-connect</c>: it is connected only when somebody says so.</param>
/// <param name="Priority"><c>priority</c>: where several synchronizers could take a transaction, the one with the highest does.</param>
/// <param name="InitialRetryDelay"><c>initial-retry-delay</c>: the rest after a first failure to connect; null for that of the participant.</param>
/// <param name="MaxRetryDelay"><c>max-retry-delay</c>: the longest rest; null for that of the participant.</param>
public sealed record SynchronizerConnectionSettings(
    string Alias, IReadOnlyList<Uri> Endpoints, bool ManualConnect, int Priority, TimeSpan? InitialRetryDelay, TimeSpan? MaxRetryDelay)
{
    private static readonly string[] s_schemes = ["http://", "https://"];

    /// <summary>Longest alias.</summary>
    public const int AliasMax = 255;

    /// <summary>Most replicas of a synchronizer.</summary>
    public const int EndpointsMax = 32;

    /// <summary>Whether a text can be an alias.</summary>
    public static bool IsAlias(string text) => text.Length <= AliasMax && SettingsBlock.IsPlain(text);

    /// <summary>
    /// Reads where a replica serves members: <c>http://host:port</c>, <c>https://host:port</c>, <c>host:port</c>, or the port of one on this host. Null if
    /// it is something else.
    /// </summary>
    public static Uri? EndpointOf(string text)
    {
        var scheme = s_schemes.FirstOrDefault(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        var place = scheme is null ? text : text[scheme.Length..].TrimEnd('/');
        return RemoteEndpoint.Parse(place.Contains(':') ? place : $"127.0.0.1:{place}") is { } endpoint ? new Uri($"{scheme ?? s_schemes[0]}{endpoint}") : null;
    }

    /// <summary>Same alias, same way to reach it.</summary>
    public bool Equals(SynchronizerConnectionSettings? other) =>
        other is not null && (Alias, ManualConnect, Priority, InitialRetryDelay, MaxRetryDelay)
            == (other.Alias, other.ManualConnect, other.Priority, other.InitialRetryDelay, other.MaxRetryDelay)
        && Endpoints.SequenceEqual(other.Endpoints);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Alias, Endpoints.Count, ManualConnect, Priority);

    /// <summary>Null when it has a problem, which is then noted in the block.</summary>
    internal static SynchronizerConnectionSettings? From(string alias, SettingsBlock synchronizer)
    {
        var problems = synchronizer.Problems.Count;
        synchronizer.RequirePlain(alias, "synchronizer");
        var read = new SynchronizerConnectionSettings(
            alias,
            EndpointsIn(synchronizer),
            synchronizer.Flag("manual-connect"),
            synchronizer.Whole("priority", int.MinValue, int.MaxValue),
            synchronizer.DurationOrNull("initial-retry-delay", TimeSpan.FromMilliseconds(1)),
            synchronizer.DurationOrNull("max-retry-delay", TimeSpan.FromMilliseconds(1)));
        return synchronizer.Problems.Count > problems ? null : read;
    }

    private static List<Uri> EndpointsIn(SettingsBlock synchronizer)
    {
        const string Key = "connections";
        var texts = synchronizer.Texts(Key);
        var endpoints = texts.Select(EndpointOf).OfType<Uri>().Distinct().ToList();
        if (texts is not [""] && (endpoints.Count < texts.Count || endpoints.Count > EndpointsMax))
            synchronizer.Refuse<string>(Key, $"must be 1 to {EndpointsMax} different places such as http://host:port, https://host:port, host:port, or a port of this host", synchronizer.Node.At(Key)!);
        return endpoints;
    }
}
