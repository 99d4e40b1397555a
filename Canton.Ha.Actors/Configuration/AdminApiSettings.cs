namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>admin-api</c> block of a node.</summary>
/// <param name="Endpoint"><c>address</c> and <c>port</c>: where it listens, on active and passive replicas.</param>
/// <param name="MessageBytesMax"><c>max-inbound-message-size</c>: largest message it receives; a larger one is refused with <c>RESOURCE_EXHAUSTED</c>.</param>
/// <param name="KeepAliveTime"><c>keep-alive-server.time</c>: silence after which it pings a client.</param>
/// <param name="KeepAliveTimeout"><c>keep-alive-server.timeout</c>: how long it waits for the answer before it ends the connection.</param>
/// <param name="RequestTimeout"><c>request-timeout</c>: how long a call waits for an actor or the storage, where nothing else limits it.</param>
/// <param name="Watch">The streams of changes.</param>
public sealed record AdminApiSettings(
    HttpEndpoint Endpoint, int MessageBytesMax, TimeSpan KeepAliveTime, TimeSpan KeepAliveTimeout, TimeSpan RequestTimeout, WatchSettings Watch)
{
    /// <summary>Whose tokens it believes.</summary>
    public AuthSettings Auth { get; init; } = AuthSettings.Off;

    internal static AdminApiSettings From(SettingsBlock admin) => new(
        admin.GuardedEndpoint() ?? new HttpEndpoint("", 0),
        admin.Whole("max-inbound-message-size", 1024, int.MaxValue),
        admin.Block("keep-alive-server").Seconds("time"),
        admin.Block("keep-alive-server").Seconds("timeout"),
        admin.Duration("request-timeout"),
        WatchSettings.From(admin.Block("watch")))
    {
        Auth = AuthSettings.FromAdmin(admin),
    };
}

/// <summary>The <c>admin-api.watch</c> block.</summary>
/// <param name="SubscribersMax"><c>subscribers-max</c>: most subscribers at a time, and as many again of gRPC health.</param>
/// <param name="Buffer"><c>buffer</c>: events that may wait for one subscriber; with one more it is ended.</param>
/// <param name="RecentEvents"><c>recent-events</c>: how many of the newest events are kept for a health dump.</param>
public sealed record WatchSettings(int SubscribersMax, int Buffer, int RecentEvents)
{
    internal static WatchSettings From(SettingsBlock watch) => new(
        watch.Whole("subscribers-max", 1, 100_000),
        watch.Whole("buffer", 1, 100_000),
        watch.Whole("recent-events", 1, 100_000));
}
