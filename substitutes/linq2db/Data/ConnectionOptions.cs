using System.Data.Common;
using LinqToDB.DataProvider;

namespace LinqToDB.Data;

/// <summary>Where connections come from: a factory, or a provider and a connection string.</summary>
public sealed record ConnectionOptions
{
    public ConnectionOptions()
    {
    }

    /// <summary>For the provider.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>What makes connections when there is no factory.</summary>
    public IDataProvider? DataProvider { get; init; }

    /// <summary>Which database it is; see <see cref="LinqToDB.ProviderName"/>.</summary>
    public string? ProviderName { get; init; }

    /// <summary>Makes a connection, which is closed by the one who has asked for it.</summary>
    public Func<DataOptions, DbConnection>? ConnectionFactory { get; init; }
}
