namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>storage</c> block of a node.</summary>
public abstract record StorageSettings
{
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
        int ReadConnections, int WriteConnections, TimeSpan ConnectionTimeout) : StorageSettings;

    /// <summary>One SQLite file on a local disk, locked through the operating system.</summary>
    /// <param name="Path"><c>config.path</c>, made absolute; its canonical form is the scope of the lock ids.</param>
    /// <param name="WriteConnections"><c>parameters.connection-allocation.num-writes</c>.</param>
    public sealed record Embedded(string Path, int WriteConnections) : StorageSettings;

    /// <summary>Nothing kept; one replica only.</summary>
    public sealed record Memory : StorageSettings;
}
