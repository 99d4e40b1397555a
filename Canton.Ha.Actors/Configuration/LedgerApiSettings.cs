namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>ledger-api</c> block of a participant: where its active replica listens for clients, and how much they may ask of it.</summary>
/// <param name="Endpoint"><c>address</c> and <c>port</c>.</param>
/// <param name="MessageBytesMax"><c>max-inbound-message-size</c>: largest message it receives, in bytes; a larger one is refused with <c>RESOURCE_EXHAUSTED</c>.</param>
/// <param name="MetadataBytesMax"><c>max-inbound-metadata-size</c>: most headers of one call, in bytes.</param>
/// <param name="KeepAliveTime"><c>keep-alive-server.time</c>: silence after which it pings a client.</param>
/// <param name="KeepAliveTimeout"><c>keep-alive-server.timeout</c>: how long it waits for the answer before it ends the connection.</param>
/// <param name="StreamsMax"><c>rate-limit.max-streams</c>: most streams at a time, those of health and reflection apart; more are refused with <c>MAXIMUM_NUMBER_OF_STREAMS</c>.</param>
/// <param name="Commands">Commands whose clients wait for their completion.</param>
public sealed record LedgerApiSettings(
    HttpEndpoint Endpoint, int MessageBytesMax, int MetadataBytesMax, TimeSpan KeepAliveTime, TimeSpan KeepAliveTimeout, int StreamsMax, CommandServiceSettings Commands)
{
    /// <summary>Whose tokens it believes.</summary>
    public AuthSettings Auth { get; init; } = AuthSettings.Off;

    internal static LedgerApiSettings From(SettingsBlock api) => new(
        api.GuardedEndpoint() ?? new HttpEndpoint("", 0),
        api.Whole("max-inbound-message-size", 1024, int.MaxValue),
        api.Whole("max-inbound-metadata-size", 1024, 1_048_576),
        api.Block("keep-alive-server").Seconds("time"),
        api.Block("keep-alive-server").Seconds("timeout"),
        api.Block("rate-limit").Whole("max-streams", 1, 100_000),
        CommandServiceSettings.From(api.Block("command-service")))
    {
        Auth = AuthSettings.From(api),
    };
}

/// <summary>The <c>ledger-api.command-service</c> block.</summary>
/// <param name="TrackingTimeout"><c>default-tracking-timeout</c>: how long a call that has no deadline waits for the completion of its command; then <c>REQUEST_TIME_OUT</c>.</param>
/// <param name="InFlightMax"><c>max-commands-in-flight</c>: most calls that wait at a time; more are refused with <c>PARTICIPANT_BACKPRESSURE</c>.</param>
public sealed record CommandServiceSettings(TimeSpan TrackingTimeout, int InFlightMax)
{
    internal static CommandServiceSettings From(SettingsBlock commands) => new(
        commands.Duration("default-tracking-timeout"), commands.Whole("max-commands-in-flight", 1, 1_000_000));
}
