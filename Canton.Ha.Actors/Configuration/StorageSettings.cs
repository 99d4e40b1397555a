namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>storage</c> block of a node.</summary>
public abstract record StorageSettings
{
    private const string NoOracle =
        "is \"oracle\", whose lock scope would be the schema (config.properties.user), but this node has neither Oracle's driver nor its lock sessions; use postgres or embedded.";

    /// <summary>What replicas of this storage call their logical participant when nothing else is configured; null if that is each one's own name.</summary>
    public abstract string? DefaultIdentity { get; }

    /// <summary>What people call this storage.</summary>
    public abstract string Description { get; }

    /// <summary>True if what <paramref name="other"/> describes is the same place, as far as names can tell.</summary>
    public abstract bool IsSharedWith(StorageSettings other);

    /// <summary>Null when there is no such type.</summary>
    internal static StorageSettings? From(SettingsBlock storage)
    {
        if (storage.TextOrNull("type") is "oracle")
            storage.Problems.Add(storage.OriginOf("type"), $"{storage.Path}.type {NoOracle}");
        else
            switch (storage.OneOf("type", "postgres", "embedded", "memory"))
            {
                case "postgres": return Postgres.From(storage);
                case "embedded": return Embedded.From(storage);
                case "memory": return new Memory();
            }
        storage.Block("config").LeaveUnread();
        storage.Block("parameters").LeaveUnread();
        return null;
    }

    /// <summary>A PostgreSQL database, on one host or on several of which the writable one is used.</summary>
    /// <param name="Hosts"><c>config.properties.serverName</c>: one name or a list.</param>
    /// <param name="Port"><c>config.properties.portNumber</c>.</param>
    /// <param name="Database"><c>config.properties.databaseName</c>; also the scope of the lock ids.</param>
    /// <param name="User"><c>config.properties.user</c>.</param>
    /// <param name="Password"><c>config.properties.password</c>; null where the server asks for none.</param>
    /// <param name="ReadConnections"><c>parameters.connection-allocation.num-reads</c>.</param>
    /// <param name="WriteConnections"><c>parameters.connection-allocation.num-writes</c>.</param>
    /// <param name="ConnectionTimeout"><c>parameters.connection-timeout</c>, for ordinary connections.</param>
    public sealed record Postgres(
        IReadOnlyList<string> Hosts, int Port, string Database, string User, string? Password,
        int ReadConnections, int WriteConnections, TimeSpan ConnectionTimeout) : StorageSettings
    {
        /// <summary><c>config.properties.password-file</c>: the file that the password was read from; null where it stood in the configuration itself.</summary>
        public string? PasswordFile { get; init; }

        /// <inheritdoc/>
        public override string? DefaultIdentity => Database;

        /// <inheritdoc/>
        public override string Description => $"database {Database} on {string.Join(", ", Hosts)}, port {Port}";

        /// <inheritdoc/>
        public override bool IsSharedWith(StorageSettings other) =>
            other is Postgres there && there.Port == Port && there.Database == Database && there.Hosts.Intersect(Hosts, StringComparer.OrdinalIgnoreCase).Any();

        internal static new Postgres From(SettingsBlock storage)
        {
            var place = PostgresPlace.From(storage.Block("config"));
            var properties = storage.Block("config", "properties");
            var parameters = storage.Block("parameters");
            var password = properties.SecretOrNull("password");
            return new Postgres(
                place.Hosts,
                place.Port,
                place.Database,
                properties.Text("user"),
                password?.Value,
                parameters.Block("connection-allocation").Whole("num-reads", 1, 1000),
                parameters.Block("connection-allocation").Whole("num-writes", 1, 1000),
                parameters.Seconds("connection-timeout")) { PasswordFile = password?.File };
        }

        /// <summary>Everything but the password, which no log may show.</summary>
        public override string ToString() => Description;
    }

    /// <summary>One SQLite file on a local disk, locked through the operating system.</summary>
    /// <param name="Path"><c>config.path</c>, made absolute; its canonical form is the scope of the lock ids.</param>
    /// <param name="WriteConnections"><c>parameters.connection-allocation.num-writes</c>.</param>
    public sealed record Embedded(string Path, int WriteConnections) : StorageSettings
    {
        /// <inheritdoc/>
        public override string? DefaultIdentity => System.IO.Path.GetFileNameWithoutExtension(Path);

        /// <inheritdoc/>
        public override string Description => $"file {Path}";

        /// <inheritdoc/>
        public override bool IsSharedWith(StorageSettings other) => other is Embedded there && there.Path == Path;

        internal static new Embedded From(SettingsBlock storage)
        {
            var path = storage.Block("config").Text("path");
            var writes = storage.Block("parameters", "connection-allocation").Whole("num-writes", 1, 1000);
            return new Embedded(path.Length == 0 ? "" : System.IO.Path.GetFullPath(path), writes);
        }
    }

    /// <summary>Nothing kept; one replica only.</summary>
    public sealed record Memory : StorageSettings
    {
        /// <inheritdoc/>
        public override string? DefaultIdentity => null;

        /// <inheritdoc/>
        public override string Description => "memory";

        /// <inheritdoc/>
        public override bool IsSharedWith(StorageSettings other) => false;
    }
}
