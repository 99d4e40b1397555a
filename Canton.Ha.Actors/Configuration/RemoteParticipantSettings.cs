using System.Globalization;

namespace Canton.Ha.Actors.Configuration;

/// <summary>One node that a remote console talks to: a block of <c>canton.remote-participants</c>.</summary>
/// <param name="Name">Its name, which is its key.</param>
/// <param name="Admin"><c>admin-api</c>: where its Admin API listens.</param>
/// <param name="Ledger"><c>ledger-api</c>: where its Ledger API listens; null when that is not said.</param>
/// <param name="Timeouts"><c>timeouts</c>: how long it may take to answer.</param>
public sealed record RemoteParticipantSettings(string Name, RemoteEndpoint Admin, RemoteEndpoint? Ledger, RemoteTimeouts Timeouts)
{
    /// <summary><c>admin-api.tls</c>: how TLS is spoken with its Admin API; null in plain text.</summary>
    public TlsClientSettings? AdminTls { get; init; }

    /// <summary><c>ledger-api.tls</c>: how TLS is spoken with its Ledger API; null in plain text.</summary>
    public TlsClientSettings? LedgerTls { get; init; }

    /// <summary><c>token</c>: what it is told to know who asks; null for nothing.</summary>
    public Secret? Token { get; init; }

    /// <summary>Null when it has a problem, which is then noted in the block.</summary>
    internal static RemoteParticipantSettings? From(string name, SettingsBlock participant)
    {
        var problems = participant.Problems.Count;
        var admin = RemoteEndpoint.From(participant.Block("admin-api"), isWanted: true);
        var ledger = RemoteEndpoint.From(participant.Block("ledger-api"), isWanted: participant.IsGiven("ledger-api", "address"));
        var timeouts = RemoteTimeouts.From(participant.Block("timeouts"));
        var adminTls = TlsClientSettings.FromOptional(participant.Block("admin-api", "tls"));
        var ledgerTls = TlsClientSettings.FromOptional(participant.Block("ledger-api", "tls"));
        var token = participant.SecretOrNull("token");
        participant.RequirePlain(name, "participant");
        return admin is null || participant.Problems.Count > problems
            ? null
            : new RemoteParticipantSettings(name, admin, ledger, timeouts) { AdminTls = adminTls, LedgerTls = ledgerTls, Token = token };
    }
}

/// <summary>Where a server of another process can be reached.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record RemoteEndpoint(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c>, an IPv6 address in brackets; null if it is something else.</summary>
    public static RemoteEndpoint? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon] : "";
        if (host is ['[', .. var inside, ']'])
            host = inside;
        else if (host.Contains(':'))
            return null;
        return IsPort(text[(colon + 1)..], out var port) && Uri.CheckHostName(host) != UriHostNameType.Unknown ? new RemoteEndpoint(host, port) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    internal static RemoteEndpoint? From(SettingsBlock endpoint, bool isWanted)
    {
        var host = endpoint.Host("address");
        var port = isWanted ? endpoint.Whole("port", 1, 65535) : endpoint.WholeOrNull("port", 1, 65535);
        return port is { } number ? new RemoteEndpoint(host, number) : null;
    }

    private static bool IsPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;
}

/// <summary>How long a remote console waits for a node.</summary>
/// <param name="Connect"><c>connect</c>: on first contact, until it has said which API it is.</param>
/// <param name="Request"><c>request</c>: for the answer to a command.</param>
/// <param name="SetPassive"><c>set-passive</c>: for the answer to <c>set_passive</c>; longer than the node may take for a switchover.</param>
/// <param name="Dump"><c>dump</c>: for the whole of a dump.</param>
public sealed record RemoteTimeouts(TimeSpan Connect, TimeSpan Request, TimeSpan SetPassive, TimeSpan Dump)
{
    internal static RemoteTimeouts From(SettingsBlock timeouts) => new(
        timeouts.Duration("connect"), timeouts.Duration("request"), timeouts.Duration("set-passive"), timeouts.Duration("dump"));
}
