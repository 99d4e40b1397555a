namespace LinqToDB.DataProvider.PostgreSQL;

/// <summary>The oldest server that understands what is sent to it.</summary>
public enum PostgreSQLVersion
{
    AutoDetect,
    v92,
    v93,
    v95,
    v15,
}
