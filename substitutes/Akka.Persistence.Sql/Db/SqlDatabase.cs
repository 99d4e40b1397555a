using System.Data;
using System.Data.Common;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using LinqToDB.DataProvider.PostgreSQL;
using LinqToDB.DataProvider.SQLite;

namespace Akka.Persistence.Sql.Db;

/// <summary>Where connections come from. Each is used for one transaction and given back.</summary>
internal sealed class SqlDatabase
{
    private readonly DataOptions _options;
    private readonly Func<DbConnection> _create;

    /// <exception cref="NotSupportedException">The database is neither PostgreSQL nor SQLite.</exception>
    public SqlDatabase(PluginSettings settings)
    {
        _options = settings.Options;
        var connection = _options.ConnectionOptions;
        var name = connection.ProviderName ?? connection.DataProvider?.Name ?? "";
        Dialect = SqlDialect.For(name);
        if (connection.ConnectionFactory is { } factory)
        {
            _create = () => factory(_options);
            return;
        }

        var provider = connection.DataProvider ?? (Dialect is PostgresDialect ? PostgreSQLTools.GetDataProvider(PostgreSQLVersion.v15) : SQLiteTools.GetDataProvider());
        _create = () => provider.CreateConnection(connection.ConnectionString ?? "");
    }

    public SqlDialect Dialect { get; }

    /// <summary>One transaction, committed when <paramref name="work"/> has ended well.</summary>
    public async Task<T> TransactAsync<T>(IsolationLevel level, Func<SqlSession, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(level, cancellation).ConfigureAwait(false);
        var result = await work(new SqlSession(connection, transaction, cancellation)).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return result;
    }

    /// <summary>Statements one after the other, each for itself.</summary>
    public async Task ExecuteAsync(IEnumerable<string> statements, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation).ConfigureAwait(false);
        var session = new SqlSession(connection, transaction: null, cancellation);
        foreach (var statement in statements)
            await session.ExecuteAsync(statement).ConfigureAwait(false);
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = _create();
        try
        {
            if (connection.State == ConnectionState.Closed)
                await connection.OpenAsync(cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
