using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>An Admin API on a port that the system chooses.</summary>
internal static class AdminSettings
{
    public static readonly AdminApiSettings Default = new(
        new HttpEndpoint("127.0.0.1", 0),
        MessageBytesMax: 1 << 20,
        KeepAliveTime: TimeSpan.FromSeconds(40),
        KeepAliveTimeout: TimeSpan.FromSeconds(20),
        RequestTimeout: TimeSpan.FromSeconds(2),
        new WatchSettings(SubscribersMax: 4, Buffer: 16, RecentEvents: 8));
}
