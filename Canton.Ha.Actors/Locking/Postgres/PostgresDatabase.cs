using System.Text;
using Canton.Ha.Actors.Configuration;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>The database as one replica sees it: how its sessions are addressed, which locks it has, and what has been seen of it. One per replica and process.</summary>
/// <param name="replica">Name of the replica.</param>
/// <param name="storage">Where the database is.</param>
/// <param name="sessions">How sessions are watched.</param>
internal sealed class PostgresDatabase(string replica, StorageSettings.Postgres storage, ConnectionSettings sessions)
{
    private const int ApplicationNameBytesMax = 63;

    /// <summary>
    /// Every statement of a pooled session looks things up by an index. A planner that knows nothing yet of a table that grows by thousands of rows a
    /// second would rather read all of it.
    /// </summary>
    private const string IndexesOnly = " -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    /// <summary>Statements of a pooled session that the server keeps parsed and planned: all there are, none of which is ever put together from values.</summary>
    private const int PreparedMax = 64;

    /// <summary>Name of the replica.</summary>
    public string Replica => replica;

    /// <summary>Where the database is.</summary>
    public StorageSettings.Postgres Storage => storage;

    /// <summary>How sessions are watched.</summary>
    public ConnectionSettings Deadlines => sessions;

    /// <summary>The locks of this database.</summary>
    public LockKeys Keys { get; init; } = LockKeys.Of(storage.Database);

    /// <summary>What has been seen of it.</summary>
    public ServerMemory Memory { get; } = new();

    /// <summary>Where the main session was opened, as far as known.</summary>
    public string WritableHost => Memory.Host ?? storage.Hosts[0];

    /// <summary>Every host, the one that was writable last before the others.</summary>
    public IEnumerable<string> Hosts => Memory.Host is { } last ? storage.Hosts.Where(host => host != last).Prepend(last) : storage.Hosts;

    /// <summary>
    /// How to reach one host with a session of one kind. Server-side deadlines travel as start-up options, because <c>SET</c> is undone by
    /// <c>RESET ALL</c>; sessions of a kind that is never pooled end with their socket, and with them their locks. Pooled ones are given back as they are:
    /// nobody changes their state, and a reset would take the locks of those that hold some.
    /// </summary>
    public NpgsqlConnectionStringBuilder Address(SessionKind kind, string host)
    {
        var isPooled = kind is SessionKind.Write or SessionKind.Read;
        return new()
        {
            Host = host,
            Port = storage.Port,
            Database = storage.Database,
            Username = storage.User,
            Password = storage.Password,
            ApplicationName = ApplicationName(kind),
            Options = ServerDeadlines.Options(kind, sessions, withClientCheck: !Memory.RefusesClientCheck) + (isPooled ? IndexesOnly : ""),
            Pooling = isPooled,
            NoResetOnClose = isPooled,
            MaxAutoPrepare = isPooled ? PreparedMax : 0,
            AutoPrepareMinUsages = 2,
            Timeout = Seconds(kind == SessionKind.Read ? storage.ConnectionTimeout : sessions.ConnectionTimeout),
            CommandTimeout = isPooled ? Seconds(sessions.StatementTimeout) + 1 : Seconds(sessions.ConnectionTimeout),
            CancellationTimeout = -1,
            TcpKeepAlive = true,
            TcpKeepAliveTime = Seconds(sessions.KeepAliveIdle),
            TcpKeepAliveInterval = Seconds(sessions.KeepAliveInterval),
            GssEncryptionMode = GssEncryptionMode.Disable,
            Enlist = false,
        };
    }

    /// <summary>A command of a session that waits for nothing: a proof that takes longer comes too late.</summary>
    public NpgsqlCommand Command(string sql, NpgsqlConnection session, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, session) { CommandTimeout = Math.Max(1, (int)sessions.ProofExpiry.TotalSeconds) };
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>A source of such sessions. It knows the built-in types without asking the server for them, which saves a round trip while a replica takes over.</summary>
    public static NpgsqlDataSourceBuilder Source(NpgsqlConnectionStringBuilder address)
    {
        var source = new NpgsqlDataSourceBuilder(address.ConnectionString);
        return source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
    }

    /// <summary>The name shows on the server who the session belongs to; the replica's name is shortened, never the kind.</summary>
    private string ApplicationName(SessionKind kind)
    {
        var suffix = $"/{kind.ToString().ToLowerInvariant()}";
        var name = $"canton-ha/{replica}";
        while (Encoding.UTF8.GetByteCount(name) + suffix.Length > ApplicationNameBytesMax)
            name = name[..^(char.IsLowSurrogate(name[^1]) ? 2 : 1)];
        return name + suffix;
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
}
