namespace LinqToDB.DataProvider.PostgreSQL;

/// <summary>PostgreSQL, by way of Npgsql.</summary>
public static class PostgreSQLTools
{
    /// <param name="version">Of the server; without it the oldest that is known.</param>
    /// <param name="connectionString">Not needed for a given version.</param>
    public static IDataProvider GetDataProvider(PostgreSQLVersion version = PostgreSQLVersion.AutoDetect, string? connectionString = null) =>
        new LateBoundProvider(NameOf(version), "Npgsql.NpgsqlConnection, Npgsql");

    private static string NameOf(PostgreSQLVersion version) => version switch
    {
        PostgreSQLVersion.v15 => ProviderName.PostgreSQL15,
        PostgreSQLVersion.v95 => ProviderName.PostgreSQL95,
        PostgreSQLVersion.v93 => ProviderName.PostgreSQL93,
        _ => ProviderName.PostgreSQL92,
    };
}
