using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>Writes settings as the configuration that would give them, every key with its value, for people to read.</summary>
public static partial class EffectiveConfiguration
{
    private static readonly Origin Here = new("settings", 1, 1);

    /// <summary>HOCON with all keys; a password is shown as <c>****</c>, and so is whatever is named or written like a secret in the block <c>akka</c>.</summary>
    public static string Render(CantonSettings settings)
    {
        var canton = Block(
            ("participants", settings.Participants.Count == 0 ? null : Block([.. settings.Participants.Select(participant => (participant.Name, Of(participant)))])),
            ("synchronizers", settings.Synchronizers.Count == 0 ? null : Block([.. settings.Synchronizers.Select(synchronizer => (synchronizer.Name, Of(synchronizer)))])),
            ("monitoring", Of(settings.Health, settings.Telemetry)));
        return HoconText.Render(Block(("canton", canton)).Hocon) + HoconText.Render(SecretMask.Over(HoconReader.Real.ReadText(settings.Akka, "akka")));
    }

    private static Value? Of(HealthSettings? health, TelemetrySettings telemetry)
    {
        var metrics = telemetry.Metrics is { } otlp ? Block([.. Of(otlp), ("interval", telemetry.MetricsInterval)]) : null;
        var tracer = telemetry.Tracer.Exporter is { } exporter ? Of(exporter, telemetry.Tracer) : null;
        return health is null && metrics is null && tracer is null ? null : Block(
            ("health", health is null ? null : Block(("server", Of(health.Server)), ("check", Block(("type", health.Check))))),
            ("metrics", metrics is null ? null : Block(("otlp", metrics))),
            ("tracing", tracer is null ? null : Block(("tracer", tracer))));
    }

    private static Value Of(OtlpSettings exporter, TracerSettings tracer) => Block(
        ("exporter", Block([("type", "otlp"), .. Of(exporter)])),
        ("sampler", Block(("type", tracer.Sampler), ("ratio", $"{tracer.Ratio}"), ("parent-based", tracer.ParentBased ? "true" : "false"))),
        ("batch-span-processor", Block(("batch-size", tracer.BatchSize), ("schedule-delay", tracer.ScheduleDelay))));

    /// <summary>What is in the headers may be a secret.</summary>
    private static (string Key, Value? Value)[] Of(OtlpSettings otlp) =>
    [
        ("endpoint", otlp.Endpoint.OriginalString),
        ("protocol", otlp.IsGrpc ? "grpc" : "http-protobuf"),
        ("headers", otlp.Headers.IsEmpty ? null : Block([.. otlp.Headers.Keys.Select(name => (name, (Value?)SecretMask.Mask))])),
        ("timeout", otlp.Timeout),
    ];

    private static Value Of(ParticipantSettings participant) => Block(
    [
        ("init", Block(("identity", participant.Identity), ("ledger-api", Block(("max-deduplication-duration", participant.DeduplicationMax))))),
        .. Of((NodeSettings)participant).Where(field => field.Key != "init"),
        ("ledger-api", Of(participant.LedgerApi)),
        ("parameters", Block(("ledger", Of(participant.Ledger)))),
        ("sequencer-client", Of(participant.SequencerClient)),
        ("synchronizers", participant.Synchronizers.Count == 0 ? null : Block([.. participant.Synchronizers.Select(connection => (connection.Alias, Of(connection)))])),
    ]);

    private static Value Of(LedgerSettings ledger) => Block(
        ("in-flight-max", ledger.InFlightMax),
        ("in-flight-bytes-max", ledger.InFlightBytesMax),
        ("batch-max", ledger.BatchMax),
        ("tail-bytes-max", ledger.TailBytesMax),
        ("reconnect-patience", ledger.ReconnectPatience));

    private static Value Of(LedgerApiSettings api) => Block(
    [
        ("address", api.Endpoint.Address),
        ("port", api.Endpoint.Port),
        ("tls", Of(api.Endpoint.Tls)),
        ("allow-insecure", api.Endpoint.AllowsInsecure ? "true" : "false"),
        ("max-inbound-message-size", api.MessageBytesMax),
        ("max-inbound-metadata-size", api.MetadataBytesMax),
        ("keep-alive-server", Block(("time", api.KeepAliveTime), ("timeout", api.KeepAliveTimeout))),
        ("rate-limit", Block(("max-streams", api.StreamsMax))),
        ("command-service", Block(("default-tracking-timeout", api.Commands.TrackingTimeout), ("max-commands-in-flight", api.Commands.InFlightMax))),
        .. Of(api.Auth),
    ]);

    private static Value Of(SynchronizerSettings synchronizer) => Block(
    [
        .. Of((NodeSettings)synchronizer),
        ("public-api", Block(
            ("address", synchronizer.PublicApi.Endpoint.Address),
            ("port", synchronizer.PublicApi.Endpoint.Port),
            ("tls", Of(synchronizer.PublicApi.Endpoint.Tls)),
            ("allow-insecure", synchronizer.PublicApi.Endpoint.AllowsInsecure ? "true" : "false"),
            ("max-inbound-message-size", synchronizer.PublicApi.MessageBytesMax))),
        ("sequencing", Of(synchronizer.Sequencing)),
    ]);

    private static Value Of(SequencerClientSettings client) => Block(
        ("connect-timeout", client.ConnectTimeout),
        ("request-timeout", client.RequestTimeout),
        ("silence-timeout", client.SilenceTimeout),
        ("initial-retry-delay", client.InitialRetryDelay),
        ("max-retry-delay", client.MaxRetryDelay),
        ("acknowledgement-interval", client.AcknowledgementInterval),
        ("tls", client.Tls == TlsClientSettings.OfSystem ? null : Block(
            ("trust-collection-file", OrNull(client.Tls.Trust)), ("client-cert", Of(client.Tls.Certificate)))));

    private static Value Of(SynchronizerConnectionSettings connection) => Block(
        ("connections", Texts(connection.Endpoints.Select(endpoint => endpoint.GetLeftPart(UriPartial.Authority)))),
        ("manual-connect", connection.ManualConnect ? "true" : "false"),
        ("priority", connection.Priority),
        ("initial-retry-delay", OrNull(connection.InitialRetryDelay)),
        ("max-retry-delay", OrNull(connection.MaxRetryDelay)));

    private static Value OrNull(string? text) => text is { } known ? known : Value.Null;

    private static Value OrNull(TimeSpan? duration) => duration is { } known ? known : Value.Null;

    private static Value Of(SequencingSettings sequencing) => Block(
        ("deduplication-window", sequencing.DeduplicationWindow),
        ("time-proof-period", sequencing.TimeProofPeriod),
        ("pruning-period", sequencing.PruningPeriod),
        ("slow-subscriber-timeout", sequencing.SlowSubscriberTimeout),
        ("batch-max", sequencing.BatchMax),
        ("waiting-max", sequencing.WaitingMax),
        ("waiting-bytes-max", sequencing.WaitingBytesMax),
        ("tail-bytes-max", sequencing.TailBytesMax),
        ("page-max", sequencing.PageMax),
        ("members-max", sequencing.MembersMax));

    private static (string Key, Value? Value)[] Of(NodeSettings node) =>
    [
        ("init", Block(("identity", node.Identity))),
        ("storage", Of(node.Storage)),
        ("replication", Of(node.Replication)),
        ("admin-api", Of(node.Admin)),
        ("monitoring", node is { Health: null, GrpcHealth: null } ? null : Block(
            ("http-health-server", node.Health is { } http ? Of(http) : null),
            ("grpc-health-server", node.GrpcHealth is { } grpc ? Of(grpc) : null))),
        ("advertised-address", node.AdvertisedAddress is { } advertised ? advertised : (Value?)null),
    ];

    private static Value Of(StorageSettings storage) => storage switch
    {
        StorageSettings.Postgres postgres => Of(postgres),
        StorageSettings.Embedded embedded => Block(
            ("type", "embedded"),
            ("config", Block(("path", embedded.Path))),
            ("parameters", Block(("connection-allocation", Block(("num-writes", embedded.WriteConnections)))))),
        _ => Block(("type", "memory")),
    };

    private static Value Of(StorageSettings.Postgres postgres) => Block(
        ("type", "postgres"),
        ("config", Block(("properties", Block(
            ("serverName", Texts(postgres.Hosts)),
            ("portNumber", postgres.Port),
            ("databaseName", postgres.Database),
            ("user", postgres.User),
            Of("password", postgres.Password is { } password ? new Secret(password, postgres.PasswordFile) : null))))),
        ("parameters", Block(
            ("connection-allocation", Block(("num-reads", postgres.ReadConnections), ("num-writes", postgres.WriteConnections))),
            ("connection-timeout", postgres.ConnectionTimeout))));

    private static Value Of(ReplicationSettings replication) => Block(
        ("enabled", replication.Enabled ? "true" : "false"),
        ("profile", replication.Profile),
        ("set-passive-timeout", replication.SetPassiveTimeout),
        ("drain-timeout", replication.DrainTimeout),
        ("rest-min", replication.RestMin),
        ("rest-max", replication.RestMax),
        ("roster-period", replication.RosterPeriod),
        ("pause-reminder-period", replication.PauseReminderPeriod),
        ("connection-pool", Block(
            ("ramp-down-timeout", replication.RampDownTimeout),
            ("active-timeout", replication.TransitionTimeout),
            ("connection", Of(replication.Connection)))));

    private static Value Of(AdminApiSettings admin) => Block(
    [
        ("address", admin.Endpoint.Address),
        ("port", admin.Endpoint.Port),
        ("tls", Of(admin.Endpoint.Tls)),
        ("allow-insecure", admin.Endpoint.AllowsInsecure ? "true" : "false"),
        ("max-inbound-message-size", admin.MessageBytesMax),
        ("keep-alive-server", Block(("time", admin.KeepAliveTime), ("timeout", admin.KeepAliveTimeout))),
        ("request-timeout", admin.RequestTimeout),
        ("watch", Block(("subscribers-max", admin.Watch.SubscribersMax), ("buffer", admin.Watch.Buffer), ("recent-events", admin.Watch.RecentEvents))),
        .. Of(admin.Auth),
    ]);

    private static Value Of(ConnectionSettings connection) => Block(
        ("passive-check-period", connection.PassiveCheckPeriod),
        ("yield-timeout", connection.YieldTimeout),
        ("lock", Block(("health-check-period", connection.ProofPeriod), ("proof-expiry", connection.ProofExpiry))),
        ("idle-session-timeout", connection.IdleSessionTimeout),
        ("keep-alive-idle", connection.KeepAliveIdle),
        ("keep-alive-interval", connection.KeepAliveInterval),
        ("keep-alive-count", connection.KeepAliveCount),
        ("tcp-user-timeout", connection.TcpUserTimeout),
        ("client-connection-check-interval", OrNull(connection.ClientConnectionCheckInterval)),
        ("idle-in-transaction-timeout", connection.IdleInTransactionTimeout),
        ("statement-timeout", connection.StatementTimeout),
        ("connection-timeout", connection.ConnectionTimeout));

    private static Value Of(HttpEndpoint endpoint) => Block(("address", endpoint.Address), ("port", endpoint.Port), ("tls", Of(endpoint.Tls)));

    private static Value Block(params IEnumerable<(string Key, Value? Value)> fields) =>
        new HoconObject(Here, new OrderedDictionary<string, HoconNode>(
            fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value!.Node))));

    /// <summary>Lets texts, numbers and durations stand in a block as they are.</summary>
    private sealed class Value(HoconNode node)
    {
        public HoconNode Node { get; } = node;

        public static readonly Value Null = new(new HoconScalar(Here, null));

        public HoconObject Hocon => (HoconObject)Node;

        public static implicit operator Value(string text) => new(new HoconScalar(Here, text));

        public static implicit operator Value(int number) => new(new HoconScalar(Here, $"{number}"));

        public static implicit operator Value(TimeSpan duration) => new(new HoconScalar(Here, HoconUnits.Render(duration)));

        public static implicit operator Value(HoconObject block) => new(block);

        public static implicit operator Value(HoconArray list) => new(list);
    }
}
