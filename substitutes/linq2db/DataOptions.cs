using LinqToDB.Data;

namespace LinqToDB;

/// <summary>How a database is reached. Never changes: every <c>Use</c> gives new options.</summary>
public sealed class DataOptions
{
    public DataOptions() : this(new ConnectionOptions())
    {
    }

    public DataOptions(ConnectionOptions connectionOptions) => ConnectionOptions = connectionOptions;

    public ConnectionOptions ConnectionOptions { get; }
}
