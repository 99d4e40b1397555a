using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Synchronizers;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Com.Digitalasset.Canton.Admin.Sequencer.V30;
using Google.Protobuf.WellKnownTypes;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>Synchronizers in the words of the reference's Admin API. What only concerns its own sequencers and their keys is read over.</summary>
internal static class SynchronizerWire
{
    /// <summary>How a synchronizer is reached, and which one it must be if that is said.</summary>
    /// <param name="config">As it was sent.</param>
    /// <param name="field">The field that it came in.</param>
    /// <exception cref="Contracts.Errors.CantonErrorException">It cannot be used.</exception>
    public static (SynchronizerConnectionSettings Settings, string? Id) Read(SynchronizerConnectionConfig? config, string field)
    {
        if (config is null)
            throw AdminErrors.Missing(field);
        var settings = new SynchronizerConnectionSettings(
            Alias(config.SynchronizerAlias, $"{field}.synchronizer_alias"),
            Endpoints(config.SequencerConnections, $"{field}.sequencer_connections"),
            config.ManualConnect,
            config.Priority,
            Delay(config.InitialRetryDelay, $"{field}.initial_retry_delay"),
            Delay(config.MaxRetryDelay, $"{field}.max_retry_delay"));
        return (settings, config.PhysicalSynchronizerId is { Length: > 0 } id ? id : null);
    }

    public static string Alias(string alias, string field) => alias switch
    {
        "" => throw AdminErrors.Missing(field),
        _ when SynchronizerConnectionSettings.IsAlias(alias) => alias,
        _ => throw AdminErrors.Invalid(field, $"may have letters, digits, - and _, at most {SynchronizerConnectionSettings.AliasMax}, and begins with a letter or digit, but is {alias}."),
    };

    public static SynchronizerConnectionConfig ConfigOf(RegisteredSynchronizer registered)
    {
        var settings = registered.Settings;
        return new SynchronizerConnectionConfig
        {
            SynchronizerAlias = settings.Alias,
            SequencerConnections = new SequencerConnections
            {
                SequencerConnections_ = { new SequencerConnection { Alias = settings.Alias, Grpc = GrpcOf(settings) } },
                SequencerTrustThreshold = 1,
            },
            ManualConnect = settings.ManualConnect,
            PhysicalSynchronizerId = registered.Id ?? "",
            Priority = settings.Priority,
            InitialRetryDelay = settings.InitialRetryDelay is { } first ? Duration.FromTimeSpan(first) : null,
            MaxRetryDelay = settings.MaxRetryDelay is { } longest ? Duration.FromTimeSpan(longest) : null,
        };
    }

    private static SequencerConnection.Types.Grpc GrpcOf(SynchronizerConnectionSettings settings) => new()
    {
        Connections = { settings.Endpoints.Select(endpoint => endpoint.GetLeftPart(UriPartial.Authority)) },
        TransportSecurity = settings.Endpoints.All(endpoint => endpoint.Scheme == Uri.UriSchemeHttps),
    };

    public static ListRegisteredSynchronizersResponse.Types.Result Registered(SynchronizerStatus status)
    {
        var result = new ListRegisteredSynchronizersResponse.Types.Result
        {
            Config = ConfigOf(status.Registered), Connected = status.IsConnected, Status = ListRegisteredSynchronizersResponse.Types.Status.Active,
        };
        if (status.Registered.Id is { } id)
            result.PhysicalSynchronizerId = id;
        return result;
    }

    public static ListConnectedSynchronizersResponse.Types.Result Connected(SynchronizerStatus status) => new()
    {
        SynchronizerAlias = status.Registered.Alias,
        SynchronizerId = status.Registered.Id ?? "",
        PhysicalSynchronizerId = status.Registered.Id ?? "",
        Healthy = status.IsConnected,
    };

    /// <summary>Of several sequencers the connections are taken together: here they are replicas of one.</summary>
    private static List<Uri> Endpoints(SequencerConnections? connections, string field)
    {
        var places = connections?.SequencerConnections_.Where(connection => connection.Grpc is not null).SelectMany(connection => connection.Grpc.Connections.Select(place => Place(place, connection.Grpc))).ToList() ?? [];
        if (places.Count == 0)
            throw AdminErrors.Missing(field);
        if (connections!.SequencerConnections_.Any(connection => connection.Grpc is { CustomTrustCertificates.Length: > 0 }))
            throw AdminErrors.Invalid(field, "has certificates to trust, but this node has those in the file of its sequencer-client.tls.trust-collection-file; leave them out.");
        if (connections.SequencerConnections_.Any(connection => connection.Grpc is { TransportSecurity: true } grpc && grpc.Connections.Any(IsPlain)))
            throw AdminErrors.Invalid(field, "asks for TLS, but has a place that begins with http://; write https://.");
        var endpoints = places.Select(SynchronizerConnectionSettings.EndpointOf).OfType<Uri>().Distinct().ToList();
        return endpoints.Count == places.Count && endpoints.Count <= SynchronizerConnectionSettings.EndpointsMax
            ? endpoints
            : throw AdminErrors.Invalid(field, $"must have 1 to {SynchronizerConnectionSettings.EndpointsMax} different places such as http://host:port, but has {string.Join(", ", places)}.");
    }

    private static string Place(string place, SequencerConnection.Types.Grpc grpc) =>
        grpc.TransportSecurity && !place.Contains("://", StringComparison.Ordinal) ? $"https://{place}" : place;

    private static bool IsPlain(string place) => place.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? Delay(Duration? delay, string field)
    {
        if (delay is null)
            return null;
        return delay is { Seconds: >= 0 and < 1_000_000, Nanos: >= 0 and < 1_000_000_000 } && (delay.Seconds > 0 || delay.Nanos >= 1_000_000)
            ? delay.ToTimeSpan()
            : throw AdminErrors.Invalid(field, "must be at least a millisecond and at most eleven days.");
    }
}
