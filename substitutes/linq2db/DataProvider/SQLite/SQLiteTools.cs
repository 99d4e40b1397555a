namespace LinqToDB.DataProvider.SQLite;

/// <summary>SQLite, by way of Microsoft.Data.Sqlite.</summary>
public static class SQLiteTools
{
    /// <param name="providerName"><see cref="ProviderName.SQLiteMS"/> or nothing.</param>
    /// <exception cref="NotSupportedException">Another library is asked for.</exception>
    public static IDataProvider GetDataProvider(string? providerName = null) => providerName is null or ProviderName.SQLite or ProviderName.SQLiteMS
        ? new LateBoundProvider(ProviderName.SQLiteMS, "Microsoft.Data.Sqlite.SqliteConnection, Microsoft.Data.Sqlite")
        : throw new NotSupportedException($"{providerName} is not supported, only {ProviderName.SQLiteMS}.");
}
