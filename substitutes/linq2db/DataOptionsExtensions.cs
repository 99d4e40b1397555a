using System.Data.Common;
using LinqToDB.Data;
using LinqToDB.DataProvider;

namespace LinqToDB;

/// <summary>Makes options from options.</summary>
public static class DataOptionsExtensions
{
    public static DataOptions UseConnectionString(this DataOptions options, string connectionString) =>
        With(options, o => o with { ConnectionString = connectionString });

    public static DataOptions UseConnectionString(this DataOptions options, string providerName, string connectionString) =>
        With(options, o => o with { ProviderName = providerName, ConnectionString = connectionString });

    public static DataOptions UseConnectionString(this DataOptions options, IDataProvider dataProvider, string connectionString) =>
        With(options, o => o with { DataProvider = dataProvider, ConnectionString = connectionString });

    /// <summary>Names the database, which a factory alone does not tell.</summary>
    public static DataOptions UseProvider(this DataOptions options, string providerName) =>
        With(options, o => o with { ProviderName = providerName });

    public static DataOptions UseDataProvider(this DataOptions options, IDataProvider dataProvider) =>
        With(options, o => o with { DataProvider = dataProvider });

    /// <summary>Connections come from the caller. Each is opened if it is not open yet, used once, and disposed of.</summary>
    public static DataOptions UseConnectionFactory(this DataOptions options, Func<DataOptions, DbConnection> connectionFactory) =>
        With(options, o => o with { ConnectionFactory = connectionFactory });

    /// <summary>Connections come from the caller. Each is opened if it is not open yet, used once, and disposed of.</summary>
    public static DataOptions UseConnectionFactory(this DataOptions options, IDataProvider dataProvider, Func<DataOptions, DbConnection> connectionFactory) =>
        With(options, o => o with { DataProvider = dataProvider, ConnectionFactory = connectionFactory });

    private static DataOptions With(DataOptions options, Func<ConnectionOptions, ConnectionOptions> change) => new(change(options.ConnectionOptions));
}
