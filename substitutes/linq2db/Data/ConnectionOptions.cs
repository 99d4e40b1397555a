using System.Data.Common;
using LinqToDB.DataProvider;

namespace LinqToDB.Data;

/// <summary>Where connections come from: a factory, or a provider and a connection string.</summary>
/// <param name="ConnectionString">For the provider.</param>
/// <param name="DataProvider">What makes connections when there is no factory.</param>
/// <param name="ProviderName">Which database it is; see <see cref="LinqToDB.ProviderName"/>.</param>
/// <param name="ConnectionFactory">Makes a connection, which is closed by the one who has asked for it.</param>
public sealed record ConnectionOptions(
    string? ConnectionString = null,
    IDataProvider? DataProvider = null,
    string? ProviderName = null,
    Func<DataOptions, DbConnection>? ConnectionFactory = null);
