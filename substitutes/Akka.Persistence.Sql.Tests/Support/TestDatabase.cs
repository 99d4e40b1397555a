using System.Data.Common;
using LinqToDB;
using LinqToDB.DataProvider;
using LinqToDB.DataProvider.PostgreSQL;
using LinqToDB.DataProvider.SQLite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Akka.Persistence.Sql.Tests.Support;

/// <summary>A database of its own for one test, reached only by connections that are counted.</summary>
public abstract class TestDatabase
{
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _made;
    private int _givenBack;

    /// <summary>Connections that the plugins have opened.</summary>
    public int Made => _made;

    /// <summary>Connections that the plugins have closed.</summary>
    public int GivenBack => _givenBack;

    /// <summary>Ends when somebody has asked while the database was away.</summary>
    public Task Refused => _refused.Task;

    /// <summary>While set, no connection is to be had.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether plugins make their tables; otherwise nobody may block a thread to open a connection.</summary>
    public bool HasToMakeTables { get; set; } = true;

    public abstract string ProviderName { get; }

    /// <summary>Connections from here, and from nowhere else: there is no connection string.</summary>
    public DataOptions Options => new DataOptions().UseDataProvider(Provider).UseProvider(ProviderName).UseConnectionFactory(_ => Rent());

    protected abstract IDataProvider Provider { get; }

    /// <summary>How the database is reached without all that.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>For each column of a table its name, type and whether it may be null, in their order.</summary>
    public abstract Task<List<string>> ColumnsAsync(string table);

    /// <summary>The names of a table's indexes.</summary>
    public abstract Task<List<string>> IndexesAsync(string table);

    public abstract Task CreateAsync();

    public virtual Task DropAsync() => Task.CompletedTask;

    /// <summary>The rows of a query as text, separated by bars.</summary>
    public async Task<List<string>> ReadAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString())));
        return rows;
    }

    protected abstract DbConnection Connect();

    private RentedConnection Rent()
    {
        if (IsAway)
        {
            _refused.TrySetResult();
            throw new InvalidOperationException("nobody at home");
        }

        return new RentedConnection(OpenAsync, GiveBackAsync, HasToMakeTables);
    }

    private async Task<DbConnection> OpenAsync()
    {
        Interlocked.Increment(ref _made);
        var connection = Connect();
        await connection.OpenAsync();
        return connection;
    }

    private async Task GiveBackAsync(DbConnection connection)
    {
        Interlocked.Increment(ref _givenBack);
        await connection.DisposeAsync();
    }
}

/// <summary>A database of a server.</summary>
public sealed class PostgresDatabase : TestDatabase
{
    private readonly PostgresFixture _server;
    private readonly string _name = "t" + Guid.NewGuid().ToString("N");

    public PostgresDatabase(PostgresFixture server) => _server = server;

    public override string ProviderName => LinqToDB.ProviderName.PostgreSQL15;

    protected override IDataProvider Provider => PostgreSQLTools.GetDataProvider(PostgreSQLVersion.v15);

    public override string ConnectionString => _server.ConnectionString(_name);

    public override Task CreateAsync() => _server.CreateAsync(_name);

    public override Task<List<string>> ColumnsAsync(string table) => ReadAsync(
        $"""
         select column_name, data_type || case when is_identity = 'YES' then ' identity' else '' end, is_nullable
         from information_schema.columns where table_name = '{table}' order by ordinal_position
         """);

    public override Task<List<string>> IndexesAsync(string table) =>
        ReadAsync($"select indexname from pg_indexes where tablename = '{table}' order by indexname");

    protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString);
}

/// <summary>A database of a file.</summary>
public sealed class SqliteDatabase : TestDatabase
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"akka-persistence-{Guid.NewGuid():N}.db");

    public override string ProviderName => LinqToDB.ProviderName.SQLiteMS;

    protected override IDataProvider Provider => SQLiteTools.GetDataProvider(LinqToDB.ProviderName.SQLiteMS);

    public override string ConnectionString => $"Data Source={_file}";

    public override Task CreateAsync() => Task.CompletedTask;

    public override Task DropAsync()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_file);
        return Task.CompletedTask;
    }

    public override Task<List<string>> ColumnsAsync(string table) =>
        ReadAsync($"select name, type, case \"notnull\" when 1 then 'NO' else 'YES' end from pragma_table_info('{table}') order by cid");

    public override Task<List<string>> IndexesAsync(string table) =>
        ReadAsync($"select name from sqlite_master where type = 'index' and tbl_name = '{table}' and sql is not null order by name");

    protected override DbConnection Connect() => new SqliteConnection(ConnectionString);
}
