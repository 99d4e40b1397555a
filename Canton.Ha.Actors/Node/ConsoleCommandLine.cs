using System.CommandLine;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Node;

/// <summary>The sub-command <c>console</c>.</summary>
internal static class ConsoleCommandLine
{
    private const string Secure = "https://";

    private const string Description = """
        Talks to running nodes through their Admin APIs: those of canton.remote-participants in the configuration, and those given with --admin.
        Commands are typed (help lists them), piped in, or given with --execute; results go to standard output, everything else to standard error.
        Exit codes of commands that were given or piped in: 0 all done, 1 a node refused, 2 bad command or configuration, 3 a node cannot be reached;
        the first failure ends the run.
        """;

    private static readonly Option<string[]> Admins = new("--admin")
    {
        Description = "HOST:PORT of the Admin API of a node, which is asked for its name, with https:// before it for TLS; may be repeated.",
    };

    private static readonly Option<string?> TokenFile = new("--token-file")
    {
        Description = "File with the token for nodes for which the configuration has none; - reads it from the environment variable CANTON_TOKEN.",
    };

    private static readonly Option<string?> TrustFile = new("--trust-file")
    {
        Description = "PEM file of those who may have signed the certificates of nodes given with --admin https://...; without it, whoever the system trusts.",
    };

    private static readonly Option<string[]> Commands = new("--execute", "-e")
    {
        Description = "A command to carry out, such as \"participant1.replication.set_passive()\"; may be repeated.",
    };

    /// <param name="load">Reads the remote participants of the configuration given on the command line.</param>
    /// <param name="files">The option for configuration files.</param>
    /// <param name="overrides">The option for single keys.</param>
    public static Command With(Func<ParseResult, IReadOnlyList<RemoteParticipantSettings>> load, Option<string[]> files, Option<string[]> overrides)
    {
        var console = new Command("console", Description) { Admins, Commands, TokenFile, TrustFile };
        console.SetAction((line, cancellation) =>
        {
            var isConfigured = Any(line, files) || Any(line, overrides);
            if (!isConfigured && !Any(line, Admins))
                throw new ConfigurationRefusedException(["Nothing says which nodes to talk to: give --config FILE with canton.remote-participants, or --admin HOST:PORT."]);
            var token = line.GetValue(TokenFile) is { } file ? ConsoleToken.Read(file) : null;
            var known = (isConfigured ? load(line) : []).Select(node => node with { Token = node.Token ?? token });
            var nameless = (line.GetValue(Admins) ?? []).Select(text => Parse(text, line.GetValue(TrustFile)) with { Token = token });
            return RemoteConsole.RunAsync([.. known], [.. nameless], line.GetValue(Commands) ?? [], cancellation);
        });
        return console;
    }

    private static bool Any(ParseResult line, Option<string[]> option) => line.GetValue(option) is { Length: > 0 };

    private static RemoteParticipantSettings Parse(string text, string? trust)
    {
        var isSecure = text.StartsWith(Secure, StringComparison.OrdinalIgnoreCase);
        var endpoint = RemoteEndpoint.Parse(isSecure ? text[Secure.Length..] : text)
            ?? throw new ConfigurationRefusedException([$"--admin {text}: must be HOST:PORT, such as 127.0.0.1:5012, or https://HOST:PORT."]);
        return ConfigurationLoader.RemoteAt(endpoint) with { AdminTls = isSecure ? new TlsClientSettings(trust, Certificate: null) : null };
    }
}
