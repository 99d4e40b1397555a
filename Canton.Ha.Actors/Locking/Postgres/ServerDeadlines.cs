using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>After which times the server ends a session whose client is dead, frozen or unreachable, as start-up options.</summary>
internal static class ServerDeadlines
{
    /// <summary>The one deadline that not every server lets a client set.</summary>
    public const string ClientCheck = "client_connection_check_interval";

    /// <summary>The start-up options of a session of this kind.</summary>
    public static string Options(SessionKind kind, ConnectionSettings settings, bool withClientCheck)
    {
        var options = new Dictionary<string, long>
        {
            ["tcp_keepalives_idle"] = Seconds(settings.KeepAliveIdle),
            ["tcp_keepalives_interval"] = Seconds(settings.KeepAliveInterval),
            ["tcp_keepalives_count"] = settings.KeepAliveCount,
            ["tcp_user_timeout"] = (long)settings.TcpUserTimeout.TotalMilliseconds,
        };
        if (withClientCheck && kind != SessionKind.Read && settings.ClientConnectionCheckInterval is { } interval)
            options[ClientCheck] = (long)interval.TotalMilliseconds;
        foreach (var (name, time) in OfKind(kind, settings))
            options[name] = (long)time.TotalMilliseconds;
        return string.Join(' ', options.Select(option => $"-c {option.Key}={option.Value}"));
    }

    /// <summary>
    /// A write session has no idle deadline: it rests between commands of a healthy replica for as long as there is nothing to write, and
    /// those of a frozen one are ended by its successor. A session that is never inside a transaction for long gets the idle deadline there too.
    /// </summary>
    private static IEnumerable<(string Name, TimeSpan Time)> OfKind(SessionKind kind, ConnectionSettings settings) => kind switch
    {
        SessionKind.Write =>
        [
            ("idle_in_transaction_session_timeout", settings.IdleInTransactionTimeout),
            ("statement_timeout", settings.StatementTimeout),
        ],
        SessionKind.Read => [("statement_timeout", settings.StatementTimeout)],
        _ =>
        [
            ("idle_session_timeout", settings.IdleSessionTimeout),
            ("idle_in_transaction_session_timeout", settings.IdleSessionTimeout),
        ],
    };

    private static long Seconds(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time.TotalSeconds));
}
