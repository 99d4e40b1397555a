using System.Data.Common;

namespace Akka.Persistence.Sql.Db;

/// <summary>Runs statements inside of one transaction.</summary>
internal sealed class SqlSession
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly CancellationToken _cancellation;

    public SqlSession(DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
    {
        _connection = connection;
        _transaction = transaction;
        _cancellation = cancellation;
    }

    public async Task<int> ExecuteAsync(string sql, params IEnumerable<(string Name, object? Value)> parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(_cancellation).ConfigureAwait(false);
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, params IEnumerable<(string Name, object? Value)> parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(_cancellation).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(_cancellation).ConfigureAwait(false))
            rows.Add(read(reader));
        return rows;
    }

    private DbCommand Command(string sql, IEnumerable<(string Name, object? Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
