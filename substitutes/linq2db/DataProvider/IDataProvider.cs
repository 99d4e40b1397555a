using System.Data.Common;

namespace LinqToDB.DataProvider;

/// <summary>What is known of one kind of database.</summary>
public interface IDataProvider
{
    /// <summary>Its name; see <see cref="ProviderName"/>.</summary>
    string Name { get; }

    /// <summary>A new connection, not yet open.</summary>
    /// <exception cref="InvalidOperationException">The library for this database is not there.</exception>
    DbConnection CreateConnection(string connectionString);
}
